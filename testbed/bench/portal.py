"""A session as a portal starts it: submitted by the dashboard's stand-in, opened through Apache's."""
import base64
import http.cookiejar
import pathlib
import re
import time
import urllib.error
import urllib.parse
import urllib.request

import place

CLUSTER = """v2:
  job: {adapter: systemd}
  batch_connect: {basic: {set_host: "host=localhost", min_port: 20100, max_port: 29999}}
"""


class Portal:
    """Apache in front, a home behind; a context manager that stops what it started."""

    def __init__(self, here, cached):
        self.here = here
        self.app = here.prefix / "blackfish"
        self.home = here.folder("user")
        self.runs = here.folder("r")
        self.port = place.free_port()
        # The plain one has no start cache beside it either.
        (self.app / "target").unlink()
        (self.app / "target").symlink_to(here.prefix / ("app" if cached else "plain"))
        cache = self.home / "cache"
        here.give(self.home / "clusters/head.yml", CLUSTER)
        here.give(self.home / "environment.sh", f"export PATH='{here.environment['PATH']}' XDG_CACHE_HOME='{cache}' "
                  f"BLACKFISH_START_CACHE=off BLACKFISH_DEFAULT_CACHE_DIR='{here.cache_dir}'\n")
        here.give(self.home / "site.conf",
                  f"scratch_dir={self.runs}\ninit_scripts={self.home}/environment.sh\njava_home="
                  f"{here.environment['JAVA_HOME']}\n")
        if cached:
            here.run(str(self.app / "ood-app/bin/prepare-cache"), str(here.app), XDG_CACHE_HOME=str(cache))

    def __enter__(self):
        self.apache("up", str(self.port), f"user={self.here.account.pw_name}")
        return self

    def __exit__(self, *_):
        self.apache("down")

    def apache(self, command, *words):
        self.here.run(str(self.app / "testbed/portal/portal"), command, str(self.home / "portal"), *words)

    def dashboard(self, command, subject, *fields):
        return self.here.run("ruby", str(self.app / "testbed/dashboard/dashboard"), command, subject,
                             str(self.home / "clusters"), *fields, HOME=str(self.home),
                             BLACKFISH_SITE_CONF=str(self.home / "site.conf")).strip()

    def session(self):
        """Seconds from Submit to Connect and to the page; the session is cancelled again."""
        began = time.monotonic()
        number = self.dashboard("start", str(self.app), "bc_num_hours=1")
        staged = self.home / "ondemand/data/sys/dashboard/batch_connect/sys/blackfish/output" / number
        try:
            place.wait_for(f"the card shows Connect (see {staged})", 180,
                           lambda: (staged / "connection.yml").exists() or (staged / "job.exit").exists(), 0.05)
            connect = time.monotonic() - began
            self.sign_in(staged)
            return connect, time.monotonic() - began
        finally:
            self.dashboard("cancel", number)
            place.wait_for("the session ended", 60, (staged / "job.exit").exists)

    def sign_in(self, staged: pathlib.Path):
        """Presses the card's button and reads the page that it leads to."""
        said = dict(re.findall(r"^(\w+): (.*)$", (staged / "connection.yml").read_text(), re.M))
        who = base64.b64encode(f"{self.here.account.pw_name}:portal".encode()).decode()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()),
                                              urllib.request.ProxyHandler({}))
        browser.addheaders = [("Authorization", f"Basic {who}")]
        form = urllib.parse.urlencode({"token": said["password"]}).encode()
        try:
            page = browser.open(f"http://localhost:{self.port}{said['base_path']}/session", form, 60).read().decode()
        except urllib.error.URLError as problem:
            raise place.Failed(f"the portal did not show the page: {problem}") from problem
        if "<h1>Services</h1>" not in page:
            raise place.Failed(f"the button led to another page: {page[:300]}")
