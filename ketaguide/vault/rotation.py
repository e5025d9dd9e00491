"""A new vault key, for when someone may know the passphrase."""

from typing import TYPE_CHECKING, Any

from ketaguide.base.errors import VaultError
from ketaguide.base.pulse import Pulse, no_pulse
from ketaguide.base.text import tr
from ketaguide.vault import backups, copying, inbox, keyslots, meta, moving, rechaining, slots
from ketaguide.vault.kdf import DEFAULT, KdfPolicy
from ketaguide.vault.opener import Target
from ketaguide.vault.recovery import RecoveryCode
from ketaguide.vault.secrets import Passphrase

if TYPE_CHECKING:
    from ketaguide.vault.vault import Vault


def rotate(
    vault: "Vault",
    passphrase: Passphrase,
    *,
    policy: KdfPolicy = DEFAULT,
    pulse: Pulse = no_pulse,
) -> RecoveryCode:
    """Encrypt everything under a new key, which only this passphrase and the new code open.

    Key files and practice vaults no longer open it. Backups made before still open with what
    opened the vault when they were made, the one made on the way included. On the vault thread;
    until the copy is complete, questions may be answered at every pulse.

    Returns:
        The new recovery code.

    Raises:
        Cancelled, DatabaseDamaged, VaultError: the vault stands as it was, with a backup more
            perhaps. A history that does not fit is not given a new key.
    """
    before = moving.header_of(vault)
    moving.check_space(vault.folder, 2 * moving.size_of(vault.folder / before.db_file))
    if inbox.waiting(vault.folder):
        # They are sealed to the old inbox key.
        raise VaultError(
            tr("Notes from the lock screen are still waiting to be taken in."),
            hint=tr("Lock and unlock your vault once, then try again."),
        )
    keys = keyslots.new_keys(vault.keys.vault_id)
    keys.opened_by = slots.PASSPHRASE
    secret = bytes(keys.inbox_secret or b"")
    try:
        listed, code = keyslots.fresh(keys, passphrase, before=before, policy=policy)
        step = moving.step_of(vault, keys=keys, inbox=keyslots.inbox_of(secret), slots=listed)
        backups.make(vault, reason="before-rotation", pulse=pulse)
        old, new = vault.keys.history_chain(), keys.history_chain()

        def copy(target: Target) -> Any:
            copying.copy_vault(vault, target, pulse=pulse)
            return vault.driver()

        def fill(connection: Any) -> None:
            moving.bind(connection, step)
            meta.put(connection, meta.INBOX_SECRET, secret.hex())
            rechaining.rekey(connection, old, new)

        moving.go(vault, step, copy, fill)
    except BaseException:
        keys.wipe()
        raise
    if keys.inbox_secret is not None:
        keys.inbox_secret[:] = bytes(len(keys.inbox_secret))
        keys.inbox_secret = None
    return code
