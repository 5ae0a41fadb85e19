"""Programs for the real engine, each written in Python and in Pulumi's YAML."""

from __future__ import annotations

import textwrap

import msgspec

HEAD = """
import pulumi

HEALTH = {"data-class": "health"}
NONE = {"data-class": "none"}
BUCKET = "aws:s3/bucket:Bucket"

class Thing(pulumi.CustomResource):
    def __init__(self, token, name, properties, **options):
        super().__init__(token, name, properties, pulumi.ResourceOptions(**options))

class Provider(pulumi.ProviderResource):
    def __init__(self, package, name, properties):
        super().__init__(package, name, properties)

"""
LANGUAGES = ("python", "yaml")


class Program(msgspec.Struct, frozen=True):
    """What a program declares, in both languages."""

    python: str
    yaml: str

    def text(self, language: str) -> str:
        """The program in full, as `pulumi_cli.Project.write` takes it."""
        if language == "python":
            return HEAD + self.python
        return "resources:\n" + textwrap.indent(textwrap.dedent(self.yaml).strip(), "  ") + "\n"


PARIS = Program(
    'Thing(BUCKET, "records", {"tags": HEALTH})\n',
    """
    records:
      type: aws:s3/bucket:Bucket
      properties: {tags: {data-class: health}}
    """,
)
QUALIFIED = Program(
    'Thing("outscale:index/vm:Vm", "records", {"tags": [{"key": "data-class", "value": "health"}]})\n',
    """
    records:
      type: outscale:index/vm:Vm
      properties: {tags: [{key: data-class, value: health}]}
    """,
)
EVERYWHERE = Program(
    PARIS.python
    + """
Thing("azure:storage/account:Account", "files", {"location": "francecentral", "tags": HEALTH})
Thing("gcp:storage/bucket:Bucket", "scans", {"location": "europe-west9", "labels": HEALTH})
Thing("ovh:CloudProject/storage:Storage", "archive", {"regionName": "BHS", "tags": HEALTH})
Thing("scaleway:object/bucket:Bucket", "notes", {"region": "fr-par", "tags": HEALTH})
""",
    """
    records:
      type: aws:s3/bucket:Bucket
      properties: {tags: {data-class: health}}
    files:
      type: azure:storage/account:Account
      properties: {location: francecentral, tags: {data-class: health}}
    scans:
      type: gcp:storage/bucket:Bucket
      properties: {location: europe-west9, labels: {data-class: health}}
    archive:
      type: ovh:CloudProject/storage:Storage
      properties: {regionName: BHS, tags: {data-class: health}}
    notes:
      type: scaleway:object/bucket:Bucket
      properties: {region: fr-par, tags: {data-class: health}}
    """,
)
NOT_KNOWN_YET = Program(
    """
one = Thing(BUCKET, "one", {"tags": NONE})
Thing(BUCKET, "records", {"region": one.id, "tags": HEALTH})
""",
    """
    one:
      type: aws:s3/bucket:Bucket
      properties: {tags: {data-class: none}}
    records:
      type: aws:s3/bucket:Bucket
      properties: {region: "${one.id}", tags: {data-class: health}}
    """,
)
IN_AMERICA = Program(
    """
america = Provider("aws", "america", {"region": "us-east-1"})
Thing(BUCKET, "mine", {"tags": HEALTH}, provider=america)
replica = Thing(BUCKET, "replica", {"tags": NONE}, provider=america)
records = Thing(BUCKET, "records", {"tags": HEALTH})
rules = [{"destination": {"bucket": replica.id}}]
Thing("aws:s3/bucketReplicationConfig:BucketReplicationConfig", "copy", {"bucket": records.id, "rules": rules})
""",
    """
    america:
      type: pulumi:providers:aws
      properties: {region: us-east-1}
    mine:
      type: aws:s3/bucket:Bucket
      properties: {tags: {data-class: health}}
      options: {provider: "${america}"}
    replica:
      type: aws:s3/bucket:Bucket
      properties: {tags: {data-class: none}}
      options: {provider: "${america}"}
    records:
      type: aws:s3/bucket:Bucket
      properties: {tags: {data-class: health}}
    copy:
      type: aws:s3/bucketReplicationConfig:BucketReplicationConfig
      properties:
        bucket: ${records.id}
        rules: [{destination: {bucket: "${replica.id}"}}]
    """,
)
MANIFOLD = """
class Store(pulumi.ComponentResource):
    def __init__(self, name):
        super().__init__("clinic:index:Store", name)
        Thing(BUCKET, "within", {"tags": HEALTH}, parent=self)

Store("store")
Thing(BUCKET, "guarded", {"tags": HEALTH}, protect=True, ignore_changes=["tags"], retain_on_delete=True)
Thing(BUCKET, "adopted", {"tags": HEALTH}, import_="adopted")
one = Thing(BUCKET, "one", {"tags": NONE})
Thing(BUCKET, "later", {"tags": HEALTH}, provider=Provider("aws", "late", {"region": one.id}))
Thing("scaleway:object/bucket:Bucket", "hidden", {"region": pulumi.Output.secret("fr-par"), "tags": HEALTH})
Thing("scaleway:object/bucket:Bucket", "fine", {"region": "fr-par", "tags": HEALTH})
Thing(BUCKET, "read", {}, id="read-1")
pulumi.runtime.invoke("aws:index/getRegion:getRegion", {})
"""
"""All that a program may do with resources, in Python: what groups, adopts, guards, hides and reads them."""
UNDECLARED = Program(
    'Thing(BUCKET, "one", {})\nThing(BUCKET, "two", {})\n',
    """
    one: {type: "aws:s3/bucket:Bucket"}
    two: {type: "aws:s3/bucket:Bucket"}
    """,
)
"""Two stores of which nobody says what they hold."""
