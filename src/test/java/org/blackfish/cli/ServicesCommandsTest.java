package org.blackfish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesCommandsTest {
    private static final String ONE = "6f0f3c1e-2f7e-4d0e-9a2e-0d1c2b3a4f55";
    private static final String TWO = "6f0f9999-2f7e-4d0e-9a2e-0d1c2b3a4f55";
    private static final String LIST = "GET /api/services?refresh=true&include=live";
    private static final Terminal PERSON = new Terminal(true, false, true, 100, true);

    @TempDir
    Path home;

    private StandInServer server;

    @BeforeEach
    void start() {
        server = new StandInServer();
        server.publish(home);
        server.on(LIST, 200, "[" + service(ONE, "chat", "healthy") + "," + service(TWO, "old", "stopped") + "]");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static String service(String id, String name, String status) {
        return "{'protected':true,'id':'" + id
                + "','created_at':'2026-11-26T11:57:00Z','updated_at':'2026-11-26T11:59:55Z',"
                + "'name':'" + name
                + "','image':'text_generation','image_ref':'x/y:1','model':'org/m','profile':'default',"
                + "'job_id':'7','port':8081,'status':'" + status + "','time':'00:30:00','ntasks_per_node':4,'mem':16,"
                + "'gres':'1','partition':'gpu','live':{'phase':'ready','reason':null,'base_url':'http://h/services/x/v1',"
                + "'revision':'abc','engine':'vllm','tier':'Small','slurm':{'state':'RUNNING'},'ignored':[]}}";
    }

    @Test
    void aListShowsLiveServicesAndWithAllTheEndedOnes() {
        Typed live = Typed.in(home, "ls");
        assertThat(live.code()).as(live.err()).isZero();
        assertThat(live.out())
                .contains("SERVICE ID", "6f0f3c1e-2f7e  chat  org/m  healthy  3 min ago  just now")
                .doesNotContain("old");
        assertThat(Typed.in(home, "ls", "--all").out()).contains("chat", "old");
    }

    @Test
    void aListIsJsonForPrograms() {
        Typed typed = Typed.in(home, "ls", "--json");
        assertThat(typed.out()).startsWith("[").contains("\"base_url\": \"http://h/services/x/v1\"");
        assertThat(typed.err()).isEmpty();
    }

    @Test
    void filtersAreSentAsTheyAreTyped() {
        server.on("GET /api/services?status=stopped&name=old%20one&refresh=true&include=live", 200, "[]");
        assertThat(Typed.in(home, "ls", "--filters", "status=stopped,name=old one")
                        .code())
                .isZero();
    }

    @Test
    void aFilterThatIsNoneIsRefusedBeforeAnythingIsAsked() {
        for (String command : new String[] {"ls", "rm"}) {
            Typed typed = Typed.in(home, command, "--filters", "nam=x");
            assertThat(typed.code()).isEqualTo(2);
            assertThat(typed.err())
                    .isEqualTo("blackfish: There is no filter \"nam\"; filters are id, image, model, status,"
                            + " port, name, profile.\n");
        }
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void emptyFiltersAreRefusedAndRemoveNothing() {
        for (String typed : List.of(",", "", " ", "name=x,", ",name=x", "name=x,,model=y", "=x", ",,", " , ")) {
            for (String command : List.of("ls", "rm")) {
                Typed answer = Typed.in(home, Map.of(), "y\n", PERSON, command, "--filters", typed);
                assertThat(answer.code()).as(typed).isEqualTo(2);
                assertThat(answer.err())
                        .isEqualTo("blackfish: A filter of --filters is empty; write them as"
                                + " name=value,status=stopped.\n");
            }
        }
        assertThat(Typed.in(home, "rm", "--yes", "--filters", "name").err())
                .isEqualTo("blackfish: The filter name is empty; give a value or leave it out.\n");
        assertThat(Typed.in(home, "rm", "--filters", "status=failed,status=stopped")
                        .err())
                .isEqualTo("blackfish: The filter status is there twice; give one value.\n");
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void aTerminalGetsColoursUnlessItAsksForNone() {
        assertThat(Typed.in(home, Map.of(), "", PERSON, "ls").out()).contains("\u001B[32mhealthy\u001B[0m");
        assertThat(Typed.in(home, "ls").out()).doesNotContain("\u001B");
        assertThat(Terminal.ofThisProcess(Map.of("NO_COLOR", "1")).colours()).isFalse();
    }

    @Test
    void namesThatATerminalWouldObeyAreShownHarmless() {
        server.on(LIST, 200, "[" + service(ONE, "a\\u001b[2Jb\\u202e", "healthy") + "]");
        assertThat(Typed.in(home, Map.of(), "", PERSON, "ls").out()).contains("a\uFFFD[2Jb\uFFFD");
    }

    @Test
    void detailsShowWhatIsKnownOfTheServiceThatANameMeans() {
        server.on("GET /api/services/" + ONE + "?refresh=true&include=live", 200, service(ONE, "chat", "healthy"));
        Typed typed = Typed.in(home, "details", "chat");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out())
                .contains(
                        "status       healthy, ready",
                        "model        org/m@abc",
                        "resources    4 cores, 16 GB, 1 GPUs, 00:30:00");
        assertThat(typed.out()).doesNotContain("reason");
    }

    @Test
    void anAmbiguousBeginningIsRefusedWithTheCandidates() {
        Typed typed = Typed.in(home, "stop", "6f0f");
        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err())
                .isEqualTo("blackfish: \"6f0f\" fits 2 services: " + ONE + " (chat, healthy), " + TWO
                        + " (old, stopped); give more of the id.\n");
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void aBeginningThatFitsOneServiceStopsIt() {
        server.on("PUT /api/services/" + ONE + "/stop", 200, service(ONE, "chat", "healthy"));
        Typed typed = Typed.in(home, "stop", "6F0F3");
        assertThat(typed.out()).isEqualTo("Stopping service " + ONE + ".\n");
        assertThat(typed.code()).isZero();
    }

    @Test
    void nothingIsStoppedWhenOneOfSeveralNamesIsWrong() {
        Typed typed = Typed.in(home, "stop", "chat", "nobody");
        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err())
                .isEqualTo(
                        "blackfish: There is no service \"nobody\"; \"blackfish ls --all\" shows all ids and names.\n");
        assertThat(server.seen()).noneMatch(call -> call.call().startsWith("PUT"));
    }

    @Test
    void removingAllAsksAPersonAndNeedsYesInAScript() {
        server.on("DELETE /api/services", 200, "[{'id':'" + TWO + "','status':'ok'}]");
        assertThat(Typed.in(home, "rm").err())
                .isEqualTo("blackfish: This removes all ended services from the list; say so with --yes.\n");
        assertThat(Typed.in(home, Map.of(), "n\n", PERSON, "rm").err()).contains("[y/N]", "Nothing was removed.");
        assertThat(server.seen()).isEmpty();
        assertThat(Typed.in(home, Map.of(), "y\n", PERSON, "rm").out()).isEqualTo("Removed 1 service.\n");
        assertThat(Typed.in(home, "rm", "--yes").code()).isZero();
    }

    @Test
    void whatCannotBeRemovedIsSaidAndCounted() {
        server.on("DELETE /api/services/" + ONE, 409, "{'detail':'The service is still live; stop it first.'}");
        Typed typed = Typed.in(home, "rm", "chat");
        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).isEqualTo("blackfish: The service is still live; stop it first.\n");
        server.on("DELETE /api/services?name=x", 200, "[{'id':'i','status':'error','message':'It hangs.'}]");
        Typed filtered = Typed.in(home, "rm", "--filters", "name=x");
        assertThat(filtered.code()).isEqualTo(1);
        assertThat(filtered.err()).isEqualTo("blackfish: service i was not removed: It hangs.\n");
    }

    @Test
    void whatWasRemovedOrStoppedIsToldBesideWhatWasNot() {
        server.on("DELETE /api/services/" + ONE, 409, "{'detail':'The service is live; stop it first.'}");
        server.on("DELETE /api/services/" + TWO, 200, "{'id':'" + TWO + "','status':'ok'}");
        Typed removed = Typed.in(home, "rm", "chat", "old");
        assertThat(removed.code()).isEqualTo(1);
        assertThat(removed.out()).isEqualTo("Removed 1 service.\n");
        assertThat(removed.err()).isEqualTo("blackfish: The service is live; stop it first.\n");
        server.on("PUT /api/services/" + ONE + "/stop", 200, service(ONE, "chat", "healthy"));
        server.on("PUT /api/services/" + TWO + "/stop", 504, "{'detail':'scancel is late.'}");
        Typed stopped = Typed.in(home, "stop", "chat", "old", "--json");
        assertThat(stopped.code()).isEqualTo(3);
        assertThat(stopped.out()).contains("\"name\": \"chat\"", "\"message\": \"scancel is late.\"");
        assertThat(stopped.err()).isEqualTo("blackfish: scancel is late.\n");
    }

    @Test
    void pruningSaysHowMany() {
        server.on("DELETE /api/services/prune", 200, "3");
        assertThat(Typed.in(home, "prune", "--yes").out()).isEqualTo("Removed 3 services.\n");
        assertThat(Typed.in(home, "prune", "--yes", "--json").out()).contains("\"removed\": 3");
    }

    @Test
    void waitingEndsWhenItIsReachedOrCanNoLongerBe() {
        String wait = "GET /api/services/" + ONE + "/wait?status=healthy&timeout=";
        server.on(wait + 25, 200, service(ONE, "chat", "healthy"));
        assertThat(Typed.in(home, "wait", ONE).out()).isEqualTo("Service " + ONE + " is healthy.\n");
        server.on(
                wait + 25,
                409,
                "{'detail':'The service \\'chat\\' is failed and can no longer become healthy.'}".replace("\\'", "*"));
        assertThat(Typed.in(home, "wait", ONE).code()).isEqualTo(1);
        server.on(wait + 0, 202, service(ONE, "chat", "pending"));
        Typed late = Typed.in(home, "wait", ONE, "--timeout", "0s");
        assertThat(late.code()).isEqualTo(3);
        assertThat(late.err()).contains("is pending and not yet healthy after 0 s.");
        assertThat(Typed.in(home, "wait", ONE, "--timeout", "soon").err())
                .isEqualTo("blackfish: The timeout \"soon\" is no time; give one such as 90s, 10m or 2h.\n");
        assertThat(Typed.in(home, "wait", ONE, "--status", "fine").code()).isEqualTo(2);
    }
}
