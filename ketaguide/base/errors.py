"""What can go wrong for a person, as opposed to our own mistakes.

::

    KetaGuideError
      VaultError
        VaultLocked  WrongPassphrase  LastKeySlot  VaultTooNew  VaultInUse  VaultReadOnly
        VaultMissing  OlderThanSeen  UnsafeLocation  DiskFull  BackupInvalid
        StorageProblem (HeaderUnconfirmed)  FolderNotEmpty  WeakPassphrase  RecoveryCodeTypo
        InboxFull  KeyFileProblem
        VaultDamaged
          NotAVault  HeaderCorrupt (HeaderLost)  HeaderTampered  HeaderRolledBack
          KdfParamsRefused  WrongDatabase  DatabaseDamaged
      PackError
        PackInvalid  PackTooNew  PackMissing
      NotFound  ReadingIncomplete  ExportError  SettingsError
      ImportProblem
        NotAPicture  PictureTooLarge  PictureTooSlow  PictureDamaged  PicturesFull

Anything else that escapes is a bug. A text here is for the person: what happened, and what to do
next. It never holds what a person wrote.
"""

from ketaguide.base.text import tr


class KetaGuideError(Exception):
    """Something expected. ``user_text`` says what happened, ``hint`` what to do next."""

    text = "Something did not work."
    next_step = "Nothing you wrote is lost. You can try again."
    exit_code = 1

    def __init__(self, detail: str = "", *, hint: str = "") -> None:
        """Args:
        detail: replaces the class's own sentence; translated, no personal words.
        hint: replaces the class's own next step; translated.
        """
        self.user_text = detail or tr(self.text)
        self.hint = hint or tr(self.next_step)
        super().__init__(self.user_text)


class VaultError(KetaGuideError):
    text = "The vault could not be used."
    exit_code = 4


class VaultLocked(VaultError):
    text = "The vault is locked."
    next_step = "Unlock it to go on."


class VaultMissing(VaultError):
    text = "There is no vault in this folder, or the folder cannot be read."
    next_step = "If it lies on a USB stick or another disk, plug that in. Or choose another folder."


class WrongPassphrase(VaultError):
    text = "That passphrase does not open this vault."
    next_step = "Check the keyboard layout and Caps Lock, or use your recovery code."
    exit_code = 5


class KeyFileProblem(VaultError):
    text = "The key file is not there, or it cannot be read."
    next_step = "If it lies on a USB stick, plug that in. Or choose the file again."


class RecoveryCodeTypo(VaultError):
    text = "There is a typo in the recovery code."
    next_step = "Compare it with your sheet, group by group."
    exit_code = 5


class LastKeySlot(VaultError):
    text = "This is the last way to open the vault, so it stays."
    next_step = "Add another way first."


class WeakPassphrase(VaultError):
    text = "This passphrase is too easy to guess."
    next_step = "Use 15 characters or more, or let KetaGuide make six words for you."
    exit_code = 2


class FolderNotEmpty(VaultError):
    text = "There are other files in this folder."
    next_step = "Choose an empty folder, or a new name."


class VaultTooNew(VaultError):
    text = "This vault was made by a newer KetaGuide."
    next_step = "Update KetaGuide on this computer. The vault is unchanged."
    exit_code = 7


class VaultInUse(VaultError):
    text = "This vault is open in another window."
    next_step = "Close it there first, or go on in that window."
    exit_code = 6


class VaultReadOnly(VaultError):
    text = "This vault cannot be written to here."
    next_step = "Check that the disk is not write-protected and that the folder is yours."


class OlderThanSeen(VaultError):
    text = "This copy is older than the one last used here."
    next_step = "Look for the newer copy before you write in this one."
    exit_code = 7


class UnsafeLocation(VaultError):
    text = "A vault cannot live on this kind of disk."
    next_step = "Choose a folder on this computer. Network folders can lose what you write."


class DiskFull(VaultError):
    text = "The disk is full."
    next_step = "Your text stays here. Free some space; it is then saved by itself."


class StorageProblem(VaultError):
    text = "The disk did not answer as it should."
    next_step = "Your text stays here. Check the disk; KetaGuide tries again."


class InboxFull(VaultError):
    text = "There is no more room for notes while the vault is locked."
    next_step = "Unlock it to go on. What you typed stays here."


class HeaderUnconfirmed(StorageProblem):
    text = "The disk did not confirm this change to the vault."
    next_step = "Try again. Until then, the vault may open in the old way or in the new one."


class BackupInvalid(VaultError):
    text = "This backup cannot be used."
    next_step = "Choose another backup."
    exit_code = 8


class VaultDamaged(VaultError):
    text = "The vault file is damaged. Your passphrase is not the problem."
    next_step = "Do not delete anything. Copy the whole vault folder, then look for a backup of it."
    exit_code = 7


class NotAVault(VaultDamaged):
    text = "The file in this folder is not a KetaGuide vault."
    next_step = "Choose the folder that holds your vault."


class HeaderCorrupt(VaultDamaged):
    text = "The vault's header is damaged. Your passphrase is not the problem."


class HeaderLost(HeaderCorrupt):
    text = "The vault's header is missing or damaged. The previous one is still there."
    next_step = "You can use that one. A recovery code made after it may not open the vault."


class HeaderTampered(VaultDamaged):
    text = "The vault's header was changed by something other than KetaGuide."


class HeaderRolledBack(VaultDamaged):
    text = "The vault's header is older than what lies beside it."
    next_step = (
        "If a program copies this folder, let it finish. Otherwise put the newer vault.kgh back, "
        "or use a backup."
    )


class KdfParamsRefused(VaultDamaged):
    text = "The vault's header asks for more memory or time than any vault should."


class WrongDatabase(VaultDamaged):
    text = "The files in this folder belong to two different vaults."


class DatabaseDamaged(VaultDamaged):
    text = "The vault's data file is damaged. Your passphrase is not the problem."


class PackError(KetaGuideError):
    text = "A guide pack could not be read."
    next_step = "The other guides still work."
    exit_code = 8


class PackInvalid(PackError):
    """``detail`` names the place: ``core/guides/prepare.toml: steps[3].prompts[0].max ...``."""


class PackTooNew(PackError):
    text = "This guide pack needs a newer KetaGuide."


class PackMissing(PackError):
    text = "The guide pack is not there."


class NotFound(KetaGuideError):
    text = "This is no longer here."
    next_step = "It may have been deleted in the meantime."


class ReadingIncomplete(KetaGuideError):
    text = "Some answers are missing."


class ExportError(KetaGuideError):
    text = "The file could not be written."
    next_step = "Choose another place, or free some space."


class ImportProblem(KetaGuideError):
    text = "This file could not be read in."
    exit_code = 8


class NotAPicture(ImportProblem):
    text = "This is not a picture that KetaGuide can take in."
    next_step = "Photos and pictures as JPEG, PNG or WebP work. Save it as one of them first."


class PictureTooLarge(ImportProblem):
    text = "This picture is too large."
    next_step = "Up to 20 MB and 40 million pixels work. Make it smaller first, or choose another."


class PictureTooSlow(ImportProblem):
    text = "This picture took too long to read, so KetaGuide stopped."
    next_step = "It may be damaged. Open it in another program, save it anew, and try that one."


class PictureDamaged(ImportProblem):
    text = "This picture could not be read. It may be damaged."
    next_step = "Open it in another program, save it anew, and try that one."


class PicturesFull(ImportProblem):
    text = "There is no more room for pictures in this vault."
    next_step = "It holds up to 500 MB of them. Remove some that you no longer need."


class SettingsError(KetaGuideError):
    text = "The settings could not be saved."
    next_step = "They hold until you close KetaGuide."
