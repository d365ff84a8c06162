"""What the figures were measured on, and how busy it was."""
import os
import pathlib
import time


def now():
    """Date, processors and load, as they are at this moment."""
    return {"at": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()), "processors": os.cpu_count(), "cpu": cpu(),
            "memory_gb": memory_gb(), "cold_page_us": cold_page_us(), "load": [round(value, 2) for value in os.getloadavg()]}


def cpu():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return os.uname().machine


def memory_gb():
    total = pathlib.Path("/proc/meminfo").read_text().split("MemTotal:")[1].split()[0]
    return round(int(total) / 1024 / 1024)


def cold_page_us():
    """Microseconds that a page of memory costs more when nobody has touched it for a second: a virtual machine whose host
    takes such pages away makes everything dear that comes after a pause."""
    memory, step = bytearray(8 << 20), os.sysconf("SC_PAGE_SIZE")

    def touch():
        began = time.perf_counter()
        for at in range(0, len(memory), step):
            memory[at] = 1
        return time.perf_counter() - began

    touch()
    warm = touch()
    time.sleep(1)
    return round(max(0.0, touch() - warm) * 1e6 * step / len(memory), 1)


def words(seen):
    return (f"{seen['at']}: {seen['processors']} × {seen['cpu']}, {seen['memory_gb']} GB, load "
            + " ".join(str(value) for value in seen["load"])
            + f", a page untouched for a second costs {seen['cold_page_us']} µs more")


class Busy:
    """Processor time of a tree of processes: seconds used since it was made."""

    def __init__(self, pids):
        self.pids = pids
        self.began = time.monotonic()
        self.before = self.used()

    def used(self):
        total = 0
        for pid in self.pids():
            try:
                fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            # Its own and that of its children that ended meanwhile.
            total += sum(int(field) for field in fields[11:15])
        return total / os.sysconf("SC_CLK_TCK")

    def percent(self):
        """Of one processor, since the beginning."""
        return 100 * (self.used() - self.before) / (time.monotonic() - self.began)


def tree(root):
    """The process and all its descendants."""
    children = {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, rest = [], [root]
    while rest:
        pid = rest.pop()
        found.append(pid)
        rest += children.get(pid, [])
    return found


def memory_mb(pids):
    """Proportional and private memory of processes together, in MB."""
    shared = private = 0
    for pid in pids:
        try:
            text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        for line in text.splitlines():
            name, _, rest = line.partition(":")
            if name == "Pss":
                shared += int(rest.split()[0])
            elif name in ("Private_Clean", "Private_Dirty"):
                private += int(rest.split()[0])
    return shared / 1024, private / 1024


def threads(pid):
    return len(list(pathlib.Path(f"/proc/{pid}/task").iterdir()))
