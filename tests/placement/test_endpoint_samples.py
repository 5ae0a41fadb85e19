"""Hosts of European offers, each as the endpoint of an S3 bucket that claims to be in Virginia, or where it is said."""

from __future__ import annotations

import pytest
from placement_cases import block, const, primary, resource, stack

from souverain import knowledge

SAMPLES: tuple[tuple[str, str, str, str, str], ...] = (
    ("s3.gra.io.cloud.ovh.net", "", "ovhcloud", "eu-west-gra", "FR"),
    ("mybucket.s3.eu-west-par.io.cloud.ovh.net", "", "ovhcloud", "eu-west-par", "FR"),
    ("s3.us-east-va.io.cloud.ovh.us", "", "ovhcloud", "us-east-vin", "US"),
    ("s3.bhs.io.cloud.ovh.net", "", "ovhcloud", "ca-east-bhs", "CA"),
    ("auth.cloud.ovh.net", "GRA11", "ovhcloud", "eu-west-gra", "FR"),
    ("auth.cloud.ovh.net", "UK1", "ovhcloud", "eu-west-eri", "GB"),
    ("s3.fr-par.scw.cloud", "", "scaleway", "fr-par", "FR"),
    ("b.s3.nl-ams.scw.cloud", "", "scaleway", "nl-ams", "NL"),
    ("rg.fr-par.scw.cloud", "", "scaleway", "fr-par", "FR"),
    ("oos.eu-west-2.outscale.com", "eu-west-2", "outscale", "eu-west-2", "FR"),
    ("oos.cloudgouv-eu-west-1.outscale.com", "", "outscale", "cloudgouv-eu-west-1", "FR"),
    ("api.us-east-2.outscale.com", "", "outscale", "us-east-2", "US"),
    ("api.eu-west-2.oks.outscale.com", "", "outscale", "eu-west-2", "FR"),
    ("cellar-c2.services.clever-cloud.com", "us-east-1", "clever-cloud", "", "FR"),
    ("x.s3.fr1.cloud-temple.com", "eu-west-3", "cloud-temple", "FR1", "FR"),
    ("objectstorage.eu-west-2.numspot.com", "", "numspot", "eu-west-2", "FR"),
    ("storage.s3nsapis.fr", "", "s3ns", "", "FR"),
    ("compute.apis-berlin-build0.goog", "", "google-cloud-dedicated-berlin", "", "DE"),
    ("acc.blob.core.sovcloud-api.fr", "", "bleu", "", "FR"),
    ("login.sovcloud-identity.de", "", "delos", "", "DE"),
    ("fsn1.your-objectstorage.com", "", "hetzner", "fsn1", "DE"),
    ("s3.eu-central-3.ionoscloud.com", "", "ionos", "eu-central-3", "DE"),
    ("s3.us-central-1.ionoscloud.com", "", "ionos", "us-central-1", "US"),
    ("object.storage.eu01.onstackit.cloud", "", "stackit", "eu01", "DE"),
    ("obs.eu-de.otc.t-systems.com", "", "open-telekom-cloud", "eu-de", "DE"),
    ("obs.eu-ch2.sc.otc.t-systems.com", "", "open-telekom-cloud", "eu-ch2", "CH"),
    ("oss.eu-west-0.prod-cloud-ocb.orange-business.com", "", "orange-business", "eu-west-0", "FR"),
    ("s3-region01.cloudavenue.orange-business.com", "region01", "orange-business", "region01", "FR"),
    ("sos-ch-dk-2.exo.io", "", "exoscale", "ch-dk-2", "CH"),
    ("api.osc-secnum-fr1.scalingo.com", "", "scalingo", "osc-secnum-fr1", "FR"),
    ("s3.pub1.infomaniak.cloud", "", "infomaniak", "", "CH"),
)
"""Host, what `region` says, who answers, the region ("" where the host states none), the country."""


@pytest.mark.parametrize("scheme", ["", "https://"], ids=["host", "address"])
@pytest.mark.parametrize(("host", "said", "provider", "region", "country"), SAMPLES, ids=lambda item: item)
def test_who_answers_and_where(scheme: str, host: str, said: str, provider: str, region: str, country: str) -> None:
    configured = block("aws", region=const(said or "us-east-1"), endpoints__s3=const(scheme + host))
    site = primary(stack(resource("aws_s3_bucket.b"), blocks=(configured,)), market=knowledge.load()).site
    assert (site.provider.value, site.countries.value) == (provider, (country,))
    assert site.region.value == (region or None)
    assert site.operator.value is None or not site.operator.value.startswith("aws")


def test_another_service_stays_where_it_is() -> None:
    configured = block("aws", region=const("us-east-1"), endpoints__s3=const("https://s3.gra.io.cloud.ovh.net"))
    site = primary(stack(resource("aws_sqs_queue.q"), blocks=(configured,)), market=knowledge.load()).site
    assert (site.provider.value, site.countries.value) == ("aws", ("US",))
