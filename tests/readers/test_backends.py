"""What is kept of a backend: what says where it is, and no credential; how a block and a note of it are one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from souverain.model import Backend
from souverain.readers import backends
from souverain.readers.pulumi import keeping

SECRET = "hush-7f3a"  # noqa: S105 (what must not be found)

HOSTS = {
    "a host": ("consul.chu.example", "consul.chu.example"),
    "with a port": ("consul.chu.example:8500", "consul.chu.example:8500"),
    "an address": (f"https://me:{SECRET}@tf.chu.example:8443/state?token={SECRET}", "tf.chu.example:8443"),
    "a connection": (f"postgres://me:{SECRET}@db.chu.example:5432/tf?sslmode=require", "db.chu.example:5432"),
    "words of a connection": (f"user=me password={SECRET} host=db.chu.example dbname=tf", "db.chu.example"),
    "an address of version 6": ("http://[2001:db8::1]:8500/x", "[2001:db8::1]:8500"),
    "a password that ends the host early": (f"postgres://me:a/{SECRET}@db.chu.example/tf", ""),
    "a password with what precedes a host": (f"postgres://me:a@{SECRET}@db.chu.example/tf", "db.chu.example"),
    "no host at all": (f"user=me password={SECRET}", ""),
    "several hosts": ("postgres://a.example:1,b.example:2/x", ""),
    "a socket": ("host=/var/run/postgresql dbname=tf", ""),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("written", "host"), HOSTS.values(), ids=HOSTS)
def test_of_an_address_the_host_is_kept(written: str, host: str) -> None:
    assert backends.host(written) == host


WRITTEN: dict[str, tuple[str, dict[str, object], dict[str, str], set[str]]] = {
    "s3": (
        "s3",
        {"region": "eu-west-3", "bucket": "b", "access_key": SECRET, "secret_key": SECRET, "kms_key_id": "arn:x"},
        {"region": "eu-west-3"},
        set(),
    ),
    "s3 elsewhere": (
        "s3",
        {"region": "gra", "endpoints": {"s3": "https://s3.gra.io.cloud.ovh.net/", "dynamodb": "https://x.example"}},
        {"region": "gra", "endpoints.s3": "s3.gra.io.cloud.ovh.net"},
        set(),
    ),
    "s3 elsewhere, as it was written before": (
        "s3",
        {"endpoint": "s3.fr-par.scw.cloud"},
        {"endpoints.s3": "s3.fr-par.scw.cloud"},
        set(),
    ),
    "a nested block in a list": ("s3", {"endpoints": [{"s3": "a.example"}]}, {"endpoints.s3": "a.example"}, set()),
    "a region that is not known": ("s3", {"region": None}, {}, {"region"}),
    "azurerm": (
        "azurerm",
        {"environment": "usgovernment", "sas_token": SECRET},
        {"environment": "usgovernment"},
        set(),
    ),
    "pg": ("pg", {"conn_str": f"postgres://u:{SECRET}@h.example/x"}, {"host": "h.example"}, set()),
    "pg of which no host can be told": ("pg", {"conn_str": f"password={SECRET}"}, {}, {"host"}),
    "http": ("http", {"address": "https://a.example/x", "password": SECRET}, {"address": "a.example"}, set()),
    "cloud": (
        "cloud",
        {"hostname": "app.eu.terraform.io", "token": SECRET},
        {"hostname": "app.eu.terraform.io"},
        set(),
    ),
    "one that nobody knows": ("artifactory", {"url": "https://a.example", "password": SECRET}, {}, set()),
}


@pytest.mark.parametrize(("type_", "written", "settings", "open_"), WRITTEN.values(), ids=WRITTEN)
def test_what_is_kept(type_: str, written: dict[str, object], settings: dict[str, str], open_: set[str]) -> None:
    found = backends.backend(type_, written)
    assert (found.type, dict(found.settings), set(found.open)) == (type_, settings, open_)
    assert SECRET not in repr(found)


def note(folder: Path, type_: str, config: dict[str, object]) -> None:
    file = folder / ".terraform" / "terraform.tfstate"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps({"version": 3, "backend": {"type": type_, "config": config, "hash": 1}}))


def test_what_init_noted(tmp_path: Path) -> None:
    note(tmp_path, "s3", {"region": "eu-west-3", "endpoint": None, "secret_key": SECRET, "bucket": "b"})
    found = backends.initialised(tmp_path)
    assert found is not None
    assert (found.type, dict(found.settings), set(found.open)) == ("s3", {"region": "eu-west-3"}, set())
    assert found.location is not None
    assert found.location.file == str(tmp_path / ".terraform" / "terraform.tfstate")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"backend": null}', '{"backend": {"config": {}}}', "\x00", '{"backend": 3}']
)
def test_a_note_that_cannot_be_read_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / ".terraform").mkdir()
    (tmp_path / ".terraform" / "terraform.tfstate").write_text(text)
    assert backends.initialised(tmp_path) is None


def test_without_init_there_is_no_note(tmp_path: Path) -> None:
    assert backends.initialised(tmp_path) is None


S3 = Backend(type="s3", settings={"region": "eu-west-3"})
OPEN = Backend(type="s3", open=frozenset({"region"}))
OTHER = Backend(type="s3", settings={"region": "us-east-1", "endpoints.s3": "a.example"})
SETTLED = {
    "written alone": (S3, None, S3),
    "noted alone": (None, S3, S3),
    "neither": (None, None, None),
    "written, and noted otherwise": (
        S3,
        OTHER,
        Backend(type="s3", settings={"region": "eu-west-3", "endpoints.s3": "a.example"}),
    ),
    "left open, and noted": (OPEN, S3, S3),
    "of another type: initialised before it was written": (S3, Backend(type="gcs"), S3),
}


@pytest.mark.parametrize(("written", "noted", "settled"), SETTLED.values(), ids=SETTLED)
def test_one_backend_of_two(written: Backend | None, noted: Backend | None, settled: Backend | None) -> None:
    assert backends.settled(written, noted) == settled


LOGINS = {
    "Pulumi Cloud": ("https://api.pulumi.com", "service", {"api_url": "api.pulumi.com"}),
    "a bucket": ("s3://b?region=eu-west-3&awssdk=v2", "s3", {"region": "eu-west-3"}),
    "a bucket elsewhere": ("s3://b?endpoint=s3.fr-par.scw.cloud", "s3", {"endpoints.s3": "s3.fr-par.scw.cloud"}),
    "an account": ("azblob://c?storage_account=a", "azurerm", {}),
    "a bucket of Google": ("gs://b", "gcs", {}),
    "a database": (f"postgres://u:{SECRET}@db.example/x", "pg", {"host": "db.example"}),
    "a folder": ("file://~", "local", {}),
}


@pytest.mark.parametrize(("address", "type_", "settings"), LOGINS.values(), ids=LOGINS)
def test_where_a_login_works(address: str, type_: str, settings: dict[str, str]) -> None:
    found = keeping.of_address(address)
    assert found is not None
    assert (found.type, dict(found.settings)) == (type_, settings)
    assert SECRET not in repr(found)


@pytest.mark.parametrize("address", ["", "ftp://x", "pulumi.com", "https://[", "s3"])
def test_an_address_at_which_no_login_works(address: str) -> None:
    assert keeping.of_address(address) is None
