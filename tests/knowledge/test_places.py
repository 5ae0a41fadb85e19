"""Places and hosts of the knowledge that ships, those above all that others got wrong."""

from __future__ import annotations

import pytest

from souverain import knowledge

KNOWN = knowledge.load()


@pytest.mark.parametrize(
    ("provider", "written", "country", "city"),
    [
        ("aws", "eu-west-2", "GB", "London"),
        ("outscale", "eu-west-2", "FR", "Paris"),
        ("leaseweb", "eu-west-3", "NL", ""),
        ("aws", "eu-west-3", "FR", "Paris"),
        ("aws", "eu-west-3b", "FR", "Paris"),
        ("aws", "eu-west-3-cmn-wlz-1a", "MA", "Casablanca"),
        ("aws", "eu-central-1-ist-1a", "TR", "Istanbul"),
        ("aws", "eusc-de-east-1", "DE", "Brandenburg"),
        ("aws", "cn-north-1", "CN", "Beijing"),
        ("gcp", "europe-west6", "CH", "Zurich"),
        ("gcp", "europe-west9-b", "FR", "Paris"),
        ("oci", "eu-jovanovac-1", "RS", "Jovanovac"),
        ("azure", "France Central", "FR", "Paris"),
        ("azure", "francecentral", "FR", "Paris"),
        ("ovhcloud", "GRA11", "FR", "Gravelines"),
        ("ovhcloud", "gra", "FR", "Gravelines"),
        ("ovhcloud", "UK1", "GB", "Erith / London"),
        ("ovhcloud", "EU-WEST-LZ-ZRH-A", "CH", "Zurich"),
        ("ovhcloud", "BHS5", "CA", "Beauharnois"),
        ("scaleway", "nl-ams-1", "NL", "Amsterdam"),
        ("outscale", "cloudgouv-eu-west-1a", "FR", "Paris"),
        ("s3ns", "u-france-east1-a", "FR", "Paris"),
        ("open-telekom-cloud", "eu-ch2", "CH", "Berne area"),
    ],
)
def test_places(provider: str, written: str, country: str, city: str) -> None:
    region = KNOWN.region(provider, written)
    assert region is not None
    assert (region.country, region.city) == (country, city)


@pytest.mark.parametrize(
    ("written", "countries"),
    [
        ("EUR4", ("FI", "NL")),
        ("eur7", ("GB", "DE")),
        ("EUR8", ("DE", "CH")),
        ("EUR5", ("BE", "GB")),
        ("eur5", ("GB", "BE", "NL")),
        ("eur3", ("BE", "NL", "FI")),
    ],
)
def test_multi_regions_of_google(written: str, countries: tuple[str, ...]) -> None:
    region = KNOWN.region("gcp", written)
    assert region is not None
    assert region.countries == countries


@pytest.mark.parametrize(
    ("provider", "written", "country"),
    [("gcp", "EU", "EU"), ("gcp", "eu", "EU"), ("gcp", "global", "*"), ("azure", "global", "*"), ("gcp", "US", "US")],
)
def test_places_that_are_no_single_country(provider: str, written: str, country: str) -> None:
    region = KNOWN.region(provider, written)
    assert region is not None
    assert region.country == country


def test_pairs_leave_the_country_where_microsoft_says_so() -> None:
    pair = {region.id: region.pair for region in KNOWN.provider("azure").regions}
    assert pair["brazilsouth"] == "southcentralus"
    assert pair["francecentral"] == "francesouth"
    assert pair["polandcentral"] == ""


@pytest.mark.parametrize(
    ("host", "provider", "region", "country"),
    [
        ("s3.gra.io.cloud.ovh.net", "ovhcloud", "eu-west-gra", "FR"),
        ("mybucket.s3.eu-west-par.io.cloud.ovh.net", "ovhcloud", "eu-west-par", "FR"),
        ("s3.us-east-va.io.cloud.ovh.us", "ovhcloud", "us-east-vin", "US"),
        ("s3.bhs.io.cloud.ovh.net", "ovhcloud", "ca-east-bhs", "CA"),
        ("auth.cloud.ovh.net", "ovhcloud", "", ""),
        ("s3.fr-par.scw.cloud", "scaleway", "fr-par", "FR"),
        ("b.s3.nl-ams.scw.cloud", "scaleway", "nl-ams", "NL"),
        ("rg.fr-par.scw.cloud", "scaleway", "fr-par", "FR"),
        ("x.pl-waw.scw.cloud", "scaleway", "pl-waw", "PL"),
        ("oos.eu-west-2.outscale.com", "outscale", "eu-west-2", "FR"),
        ("oos.cloudgouv-eu-west-1.outscale.com", "outscale", "cloudgouv-eu-west-1", "FR"),
        ("api.us-east-2.outscale.com", "outscale", "us-east-2", "US"),
        ("api.eu-west-2.oks.outscale.com", "outscale", "eu-west-2", "FR"),
        ("cellar-c2.services.clever-cloud.com", "clever-cloud", "", "FR"),
        ("x.s3.fr1.cloud-temple.com", "cloud-temple", "FR1", "FR"),
        ("objectstorage.eu-west-2.numspot.com", "numspot", "eu-west-2", "FR"),
        ("storage.s3nsapis.fr", "s3ns", "", "FR"),
        ("s3nsapis.fr", "s3ns", "", "FR"),
        ("compute.apis-berlin-build0.goog", "google-cloud-dedicated-berlin", "", "DE"),
        ("acc.blob.core.sovcloud-api.fr", "bleu", "", "FR"),
        ("management.sovcloud-api.fr", "bleu", "", "FR"),
        ("login.sovcloud-identity.de", "delos", "", "DE"),
        ("fsn1.your-objectstorage.com", "hetzner", "fsn1", "DE"),
        ("s3.eu-central-3.ionoscloud.com", "ionos", "eu-central-3", "DE"),
        ("s3.us-central-1.ionoscloud.com", "ionos", "us-central-1", "US"),
        ("object.storage.eu01.onstackit.cloud", "stackit", "eu01", "DE"),
        ("obs.eu-de.otc.t-systems.com", "open-telekom-cloud", "eu-de", "DE"),
        ("obs.eu-ch2.sc.otc.t-systems.com", "open-telekom-cloud", "eu-ch2", "CH"),
        ("oss.eu-west-0.prod-cloud-ocb.orange-business.com", "orange-business", "eu-west-0", "FR"),
        ("s3-region01.cloudavenue.orange-business.com", "orange-business", "region01", "FR"),
        ("sos-ch-dk-2.exo.io", "exoscale", "ch-dk-2", "CH"),
        ("api.osc-secnum-fr1.scalingo.com", "scalingo", "osc-secnum-fr1", "FR"),
        ("s3.pub1.infomaniak.cloud", "infomaniak", "", "CH"),
        ("s3.eu-west-3.amazonaws.com", "aws", "eu-west-3", "FR"),
        ("s3-eu-west-1.amazonaws.com", "aws", "eu-west-1", "IE"),
        ("b.s3.dualstack.eu-west-3.amazonaws.com", "aws", "eu-west-3", "FR"),
        ("db.x.eu-west-3.rds.amazonaws.com", "aws", "eu-west-3", "FR"),
        ("123456789012.dkr.ecr.eu-west-3.amazonaws.com", "aws", "eu-west-3", "FR"),
        ("s3.amazonaws.com", "aws", "us-east-1", "US"),
        ("b.s3.amazonaws.com", "aws", "", ""),
        ("s3.cn-north-1.amazonaws.com.cn", "aws", "cn-north-1", "CN"),
        ("s3.us-gov-west-1.amazonaws.com", "aws", "us-gov-west-1", "US"),
        ("sts.eusc-de-east-1.amazonaws.eu", "aws", "eusc-de-east-1", "DE"),
        ("x.blob.core.windows.net", "azure", "", ""),
        ("management.chinacloudapi.cn", "azure", "", ""),
        ("europe-west9-docker.pkg.dev", "gcp", "europe-west9", "FR"),
        ("storage.googleapis.com", "gcp", "", ""),
        ("api.datadoghq.com", "datadog", "us1", "US"),
        ("api.datadoghq.eu", "datadog", "eu1", "DE"),
        ("app.eu.terraform.io", "hcp", "eu", "EU"),
    ],
)
def test_hosts(host: str, provider: str, region: str, country: str) -> None:
    match = KNOWN.host(host)
    assert match is not None
    assert match.provider == provider
    found = KNOWN.region(provider, match.region) if match.region else None
    assert (found.id if found else "") == region
    assert (found.country if found else match.endpoint.country) == country
