"""AZ16x: documents that are fetched from elsewhere."""

from __future__ import annotations

from ..model import Rule, Severity

URL_REFUSED = Rule(
    "AZ160",
    "a URL that may not be fetched",
    Severity.ERROR,
    """\
With `--allow-remote`, sources are fetched from https URLs of the public internet. Other
schemes are refused, and so are URLs with credentials in them and hosts whose address is
private, loopback, link-local, multicast or reserved, however it is spelled: a document
from elsewhere could make the compiler ask services that only this machine can reach.
Every redirect is judged in the same way.

```yaml
sourceDescriptions:
- name: pets
  url: https://169.254.169.254/latest/meta-data
  type: openapi
```

Correct the URL. A host that is to be trusted although its address is private has to be
named on the command line: `--allow-host specs.example.internal`, or by the URL in
`--source pets=https://specs.example.internal/openapi.yaml`.
""",
)

FETCH_FAILED = Rule(
    "AZ161",
    "a document could not be fetched",
    Severity.ERROR,
    """\
With `--allow-remote`, the source was asked for, and did not arrive: its host is not
known or not there, its certificate is not trusted, it answers with another status than
200, redirects more than five times or takes longer than 30 seconds. The document may
have 32 MiB. Proxies are not used; certificates besides the usual ones are read from
`SSL_CERT_FILE`.

```yaml
sourceDescriptions:
- name: pets
  url: https://example.com/no-such-file.yaml
  type: openapi
```

Correct the URL, or download the document, and name the file with
`--source pets=vendor/openapi.yaml`.
""",
)
