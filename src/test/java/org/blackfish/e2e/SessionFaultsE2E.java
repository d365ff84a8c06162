package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong at a site is one sentence with a remedy, on the card and in the session's log. */
class SessionFaultsE2E {
    private static final int PORT = 20444;

    private Dashboard dashboard;

    @BeforeEach
    void open() {
        dashboard = Dashboard.open("localhost", PORT, PORT);
    }

    @AfterEach
    void close() {
        dashboard.close();
    }

    @Test
    void theFormHasAtMostFourFieldsAndRefusesBadValuesInASentence() {
        assertThat(dashboard.form().split("\"visible\":true", -1)).hasSizeBetween(3, 5);
        assertThat(dashboard.refusal("cluster=head", "bc_num_hours=99"))
                .contains("The number of hours is \"99\"; a session may last from 1 to 24 hours here.");
        assertThat(dashboard.refusal("cluster=head", "bc_num_hours=1\n$(id)")).contains("\"1?$(id)\"");
        assertThat(dashboard.refusal("cluster=head", "cache_dir=models"))
                .contains("The cache folder is \"models\"; give an absolute path, or leave it empty.");
        assertThat(dashboard.refusal("cluster=head", "cache_dir=/a\nb")).contains("\"/a?b\"");
    }

    @Test
    void aSiteFileThatCannotBeReadOrIsWrongIsSaidAboveTheForm() throws IOException {
        dashboard.site("max_hours=many", "native_slurm=$(reboot)", "gibberish");
        assertThat(dashboard.refusal("cluster=head"))
                .contains(
                        "sets max_hours to \"many\"; it must be a number from 1 to 9999.",
                        "it must be options of sbatch")
                .contains("is not KEY=value");
        Files.setPosixFilePermissions(dashboard.site(), PosixFilePermissions.fromString("-wx------"));
        assertThat(dashboard.refusal("cluster=head"))
                .contains("cannot be read by", "make them readable for everybody (chmod 644)");
    }

    @Test
    void anUnknownKeyIsNamedOnTheCardAndJavaThatIsMissingOrOldEndsTheSessionWithItsRemedy() throws IOException {
        dashboard.site("colour=blue", "java_home=/no/such/java");
        Card card = failed("The site's settings say java_home=/no/such/java, where there is no bin/java on localhost;"
                + " ask your administrators to install Java 21 or later there");
        assertThat(card.html()).contains("sets colour, which is not known and has no effect");
        Path old =
                dashboard.write("java8/release", "JAVA_VERSION=\"1.8.0_402\"\n").getParent();
        Path program = dashboard.write("java8/bin/java", "#!/bin/sh\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        dashboard.site("java_home=" + old);
        failed("is version 8, and Blackfish needs 21 or later; ask your administrators to name a newer one.");
    }

    @Test
    void anInitScriptThatExitsEndsTheSessionWithItsName() {
        Path script = dashboard.write("environment.sh", "[ -t 0 ] || exit 0\n");
        failed(script + " of the site's init_scripts ended the session on localhost; ask your administrators to take"
                + " exit and set -e out of it.");
    }

    @Test
    void noFreePortEndsTheSessionWithItsRemedyAndACacheThatIsOnlyReadIsNoted() throws IOException {
        Path shared = Files.createDirectory(
                dashboard.home().resolve("shared"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT));
            Card card = failed(
                    "No free port was found on localhost in the range that the portal allows; try again in a while",
                    "cache_dir=" + shared);
            assertThat(card.log())
                    .contains(
                            "the cache folder " + shared + " is read-only for you: its models and images are used, and"
                                    + " downloads go to your home folder");
        }
    }

    @Test
    void aStrangerWhoTakesTheChosenPortNeverHearsTheToken() throws IOException {
        List<String> heard = new CopyOnWriteArrayList<>();
        // find_port looks at 127.0.0.1 and finds the port free; the server wants it on every address of the host.
        HttpServer stranger = HttpServer.create(new InetSocketAddress("127.0.0.2", PORT), 50);
        stranger.createContext("/", exchange -> {
            heard.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().entrySet());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        stranger.start();
        try {
            Card card = failed("Another program took port " + PORT
                    + " of localhost before the server could; nothing was sent to it. Start the session again.");
            assertThat(card.staged().resolve("connection.yml")).doesNotExist();
            assertThat(heard).isEmpty();
        } finally {
            stranger.stop(0);
        }
    }

    @Test
    void aHomeWithoutRoomOrWithoutTheRightToWriteEndsTheSessionWithItsRemedy() throws IOException {
        Hand.ask("disk 1");
        try {
            dashboard.write(
                    "environment.sh",
                    "export BLACKFISH_HOME_DIR='" + Testbed.prefix().resolve("small") + "'\n");
            failed("There is no room left in " + Testbed.prefix().resolve("small"));
            theEndHasItsRoomOnAFullDisk(Testbed.prefix().resolve("small"));
        } finally {
            Hand.ask("undisk");
        }
        Path locked = Files.createDirectory(dashboard.home().resolve("locked"));
        dashboard.write("environment.sh", "export BLACKFISH_HOME_DIR='" + locked + "/blackfish'\n");
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-x------"));
        failed("If your home needs a Kerberos ticket, sign in to the portal again or run kinit on localhost");
    }

    /** The staged folder of a session lies in a home that others fill meanwhile. */
    private static void theEndHasItsRoomOnAFullDisk(Path disk) throws IOException {
        String script = """
                cd "$2"; host=c1 session_run_dir=""
                . "$1"
                : >session.log; session_reserve || exit 1
                cat /dev/zero >filler 2>/dev/null
                session_problem "The server ran out of memory." 2>/dev/null
                session_end
                """;
        Testbed.run(
                "bash",
                "-uc",
                script,
                "bash",
                Path.of("ood-app/lib/session.sh").toAbsolutePath().toString(),
                disk.toString());
        assertThat(disk.resolve("session.log")).isEmptyFile();
        assertThat(Testbed.read(disk.resolve("problem")).strip()).isEqualTo("The server ran out of memory.");
        assertThat(Testbed.read(disk.resolve("ending")).strip()).isEqualTo("orderly");
        Files.delete(disk.resolve("filler"));
    }

    @Test
    void aSlowHomeAndACacheThatCannotBeReadAreNotedOnTheCardAndCostNoSession() throws Exception {
        Path real = Files.createDirectory(dashboard.home().resolve("real"));
        Path slow = Files.createDirectory(dashboard.home().resolve("slow"));
        Process storage = new ProcessBuilder(
                        "bindfs", "-f", "--no-allow-other", "--write-rate=400k", real.toString(), slow.toString())
                .start();
        try {
            Testbed.await(
                    "the slow home is mounted",
                    () -> Testbed.run("findmnt", "-n", slow.toString()).contains("fuse"));
            dashboard.write("environment.sh", "export BLACKFISH_HOME_DIR='" + slow + "'\n");
            Card card = dashboard.start("head", "cache_dir=/no/such/cache");
            card.awaitHtml("The cache folder /no/such/cache cannot be read on localhost, so your home folder is used");
            assertThat(card.html()).contains("Your home folder answers slowly on localhost:");
            assertThat(card.log()).contains("answers slowly", "/no/such/cache");
            card.cancel();
            card.await("completed");
            assertThat(card.exitStatus()).isEqualTo("0");
        } finally {
            Testbed.run("fusermount3", "-u", "-z", slow.toString());
            storage.destroyForcibly().waitFor();
        }
    }

    @Test
    void whatARebootLeftIsSweptWithItsSecretAndFoldersOfSessionsThatMayLiveStay() throws IOException {
        String boot = Testbed.read(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        long me = ProcessHandle.current().pid();
        String tick = Testbed.read(Path.of("/proc/self/stat"))
                .replaceFirst(".*\\) ", "")
                .split(" ")[19];
        Path secret = dashboard.write("staged/connection.yml", "password: of a session before the reboot\n");
        Path left = runDirectory("bf-Rebo0t", "another-boot\n" + me + " " + tick + "\n" + secret.getParent() + "\n");
        String here = boot + "/" + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        String process = me + " " + tick + "\n" + dashboard.home() + "\n";
        String unseen = "1 1\n" + dashboard.home() + "\n";
        List<Path> alive = List.of(
                runDirectory("bf-Lives1", here + " localhost\n" + process),
                runDirectory("bf-Ns0000", boot + "/pid:[1] localhost\n" + unseen),
                runDirectory("bf-Host00", "another-boot/pid:[1] elsewhere\n" + unseen));
        Path ended = runDirectory("bf-Ended0", here + " localhost\n" + unseen);
        dashboard.site("java_home=/no/such/java");
        Card card = dashboard.start("head").await("completed");
        assertThat(card.log()).contains("removed " + left + ", which an earlier session left");
        assertThat(left).doesNotExist();
        assertThat(secret).doesNotExist();
        assertThat(ended).doesNotExist();
        assertThat(alive).allMatch(Files::exists);
    }

    private Path runDirectory(String name, String owner) throws IOException {
        Path folder = Files.createDirectory(dashboard.runs().resolve(name));
        Files.writeString(folder.resolve("owner"), owner);
        return folder;
    }

    private Card failed(String sentence, String... values) {
        Card card = dashboard.start("head", values).await("completed");
        String shown = card.html().replace("&#39;", "'");
        assertThat(shown).contains("<strong>Why it ended:</strong>").contains(sentence);
        assertThat(card.log()).contains(sentence);
        assertThat(card.exitStatus()).isEqualTo("1");
        assertThat(dashboard.runDirectories()).isEmpty();
        assertThat(dashboard.processes()).isEmpty();
        return card;
    }
}
