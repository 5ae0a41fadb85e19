"""The program behind the recordings: a bucket in Paris, its replica in Virginia, a database whose place is unknown."""

import json
import os

import pulumi


class Thing(pulumi.CustomResource):
    def __init__(self, token, name, properties, **options):
        super().__init__(token, name, properties, pulumi.ResourceOptions(**options))


class Provider(pulumi.ProviderResource):
    def __init__(self, package, name, properties):
        super().__init__(package, name, properties)


class Store(pulumi.ComponentResource):
    def __init__(self, name):
        super().__init__("clinic:index:Store", name)


HEALTH = {"data-class": "health"}
america = Provider("aws", "america", {"region": "us-east-1", "defaultTags": json.dumps({"tags": {"owner": "dim"}})})
records = Thing("aws:s3/bucket:Bucket", "records", {"tags": HEALTH}, parent=Store("store"))
replica = Thing("aws:s3/bucket:Bucket", "replica", {"tags": HEALTH}, provider=america)
Thing(
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    "copy",
    {"bucket": records.id, "rules": [{"status": "Enabled", "destination": {"bucket": replica.id}}]},
)
Thing(
    "aws:rds/instance:Instance",
    "appointments",
    {
        "password": pulumi.Output.secret("correct horse"),
        "username": "scheduler",
        "region": records.id,
        "instanceClass": os.environ.get("INSTANCE_CLASS", "db.t3.micro"),
    },
)
