"""From the claims of a story's reports to its facts, conflicts, utterances, omissions and wording. Pure."""

from rashomon.reconcile.findings import reconcile

__all__ = ["reconcile"]
