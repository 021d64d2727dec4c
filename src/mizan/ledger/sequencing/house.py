"""The log of this installation: where its files, its key and its policy are, and the one sequencer that writes it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from mizan.ledger import keyfiles
from mizan.ledger.sequencing.disk import Disk
from mizan.ledger.sequencing.sequencer import Sequencer
from mizan.ledger.sequencing.witnesses import Asked
from mizan.tlog.cosignature import MldsaSigner
from mizan.tlog.errors import PolicyError
from mizan.tlog.keys import Ed25519Signer
from mizan.tlog.policy import Policy, parse_policy
from mizan.tlog.witness.client import WitnessClient

POLICY = "policy"


def folder() -> Path:
    """The public folder."""
    return Path(settings.LOG)


def policy() -> Policy:
    """Who witnesses this log. Raises `PolicyError`, also where there is no policy yet."""
    try:
        return parse_policy((folder() / POLICY).read_bytes())
    except OSError as error:
        raise PolicyError(f"there is no policy: {error.strerror}", str(folder() / POLICY)) from None


def signer() -> Ed25519Signer:
    """The log's key. Raises `KeyMissing`."""
    return Ed25519Signer(settings.LOG_ORIGIN, keyfiles.read(settings.LOG_KEY))


def second_signer() -> MldsaSigner | None:
    """The additional ML-DSA-44 line, where the setting asks for it. Raises `KeyMissing`."""
    if not settings.LOG_MLDSA:
        return None
    return MldsaSigner(settings.LOG_ORIGIN, keyfiles.read(settings.LOG_MLDSA_KEY))


def clients(agreed: Policy) -> dict[str, Asked]:
    """A client for each witness that has an address: the policy's, or the installation's own for it."""
    addresses = {name: party.url for name, party in agreed.witnesses.items()} | _addresses()
    return {
        name: WitnessClient(addresses[name], [party.key])
        for name, party in agreed.witnesses.items()
        if addresses.get(name)
    }


def sequencer(asked: Mapping[str, Asked] | None = None) -> Sequencer:
    """The sequencer. Raises `PolicyError` or `KeyMissing` where the installation has no log yet."""
    agreed, key = policy(), signer()
    if agreed.log.vkey != key.vkey:
        raise PolicyError("the policy names another log key than this installation has", str(folder() / POLICY))
    return Sequencer(
        key,
        agreed,
        Disk(folder()),
        clients(agreed) if asked is None else asked,
        Path(settings.LOG_LOCK),
        republish=settings.LOG_REPUBLISH,
        second=second_signer(),
    )


def _addresses() -> dict[str, str]:
    """`LOG_WITNESSES`: NAME=URL words, for witnesses whose address the policy does not name."""
    pairs = (word.partition("=") for word in settings.LOG_WITNESSES.split())
    return {name: url for name, _equals, url in pairs}
