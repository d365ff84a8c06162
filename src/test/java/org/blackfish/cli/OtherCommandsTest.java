package org.blackfish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models, images, tiers, tokens, profiles, completions and the manual. */
class OtherCommandsTest {
    private static final String PROFILE =
            "{'name':'della','host':'localhost','user':'ada','home_dir':'/h','cache_dir':'/c','schema':'slurm','default':true}";

    @TempDir
    Path home;

    private StandInServer server;

    @BeforeEach
    void start() {
        server = new StandInServer();
        server.publish(home);
        server.on("GET /api/profiles", 200, "[{'name':'other','default':false}," + PROFILE + "]");
        server.on("GET /api/profiles/della", 200, PROFILE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void modelsAreListedWithTheirSizes() {
        server.on(
                "GET /api/models?refresh=false&profile=della&image=text-generation",
                200,
                "[{'repo':'org/m','revision':'abc','profile':'della','image':'text-generation','metadata_':{'model_size_gb':1.5},"
                        + "'place':'shared','defect':null}]");
        Typed typed = Typed.in(home, "model", "ls", "-p", "della", "-t", "text-generation");
        assertThat(typed.out()).contains("org/m  abc       della    text-generation  1.5 GB  shared");
    }

    @Test
    void aModelIsFetchedAndItsEndIsAwaited() {
        server.on("POST /api/models/download", 201, "{'task_id':'t1','status':'pending','repo_id':'org/m'}");
        server.on("GET /api/models/downloads/t1", 200, "{'id':'t1','status':'completed'}");
        Typed typed = Typed.in(home, "model", "add", "org/m", "-r", "main", "-c");
        assertThat(typed.out()).as(typed.err()).isEqualTo("Model org/m is on disk.\n");
        assertThat(server.seen().get(1).json().toString())
                .isEqualTo("{\"repo_id\":\"org/m\",\"profile\":\"della\",\"use_cache\":true,\"revision\":\"main\"}");
        server.on(
                "GET /api/models/downloads/t1", 200, "{'status':'failed','error_message':'The Hub says it is gated.'}");
        Typed failed = Typed.in(home, "model", "add", "org/m");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).isEqualTo("blackfish: The download of org/m is failed. The Hub says it is gated.\n");
    }

    @Test
    void removingAModelNeedsYesInAScript() {
        assertThat(Typed.in(home, "model", "rm", "org/m").err())
                .isEqualTo("blackfish: This removes files of org/m; say so with --yes.\n");
        server.on("DELETE /api/models?repo_id=org%2Fm&profile=della", 200, "[{'model_id':'i','status':'ok'}]");
        assertThat(Typed.in(home, "model", "rm", "org/m", "-y").out()).isEqualTo("Removed 1 of 1.\n");
        server.on("DELETE /api/models?repo_id=org%2Fm&profile=della", 200, "[]");
        assertThat(Typed.in(home, "model", "rm", "org/m", "-y").code()).isEqualTo(1);
        server.on("DELETE /api/models?repo_id=org%2Fm&profile=della&place=shared", 200, "[{'status':'ok'}]");
        assertThat(Typed.in(home, "model", "rm", "org/m", "-y", "-c").out()).isEqualTo("Removed 1 of 1.\n");
    }

    @Test
    void aMissingImageFailsAStrictLook() {
        server.on(
                "GET /api/containers?profile=della",
                200,
                "[{'service':'text_generation','repo':'vllm/x','tags':['v1'],'default':'v2','default_staged':false}]");
        Typed typed = Typed.in(home, "image", "ls");
        assertThat(typed.code()).isZero();
        assertThat(typed.out()).contains("text_generation  vllm/x:v2  della    no      v1");
        assertThat(Typed.in(home, "image", "ls", "--strict").code()).isEqualTo(1);
    }

    @Test
    void tiersAreListedAndChosen() {
        server.on(
                "GET /api/tiers",
                200,
                "{'partitions':[{'name':'gpu','tiers':[{'name':'Small','max_model_size_gb':32,'gpu_count':1,'gpu_type':'a100',"
                        + "'cpu_cores':4,'memory_gb':8,'description':'For small ones'}]}],'notice':'The file is wrong.'}");
        Typed typed = Typed.in(home, "tier", "ls");
        assertThat(typed.out()).contains("Small  gpu        32 GB         1 a100  4      8 GB    For small ones");
        assertThat(typed.err()).isEqualTo("blackfish: The file is wrong.\n");
        server.on("POST /api/tiers/choose", 200, "{'tier':'Small','sentence':'Small fits.'}");
        assertThat(Typed.in(home, "tier", "choose", "org/m", "--size-gb", "3.5").out())
                .isEqualTo("Small fits.\n");
        assertThat(server.last().body()).contains("\"size_gb\":3.5");
    }

    @Test
    void aTokensSecretIsPrintedAloneForAVariable() {
        server.on("POST /api/tokens", 201, "{'id':'i','name':'lab','secret':'s3cret'}");
        Typed typed = Typed.in(home, "token", "create", "lab", "--scope", "use", "--days", "7");
        assertThat(typed.out()).isEqualTo("s3cret\n");
        assertThat(server.last().body())
                .isEqualTo("{\"name\":\"lab\",\"scopes\":[\"use\"],\"expires_at\":\"2026-12-03T12:00:00Z\"}");
        assertThat(Typed.in(home, "token", "create", "lab", "--scope", "all").err())
                .isEqualTo("blackfish: There is no scope \"all\"; give read, use, manage or admin.\n");
    }

    @Test
    void aTokenIsRevokedByItsNameWhenOnlyOneHasIt() {
        server.on(
                "GET /api/tokens",
                200,
                "[{'id':'i','name':'lab','scopes':['use']},{'id':'j','name':'x'},{'id':'k','name':'x'}]");
        server.on("DELETE /api/tokens/i", 204, "");
        assertThat(Typed.in(home, "token", "revoke", "lab").out()).isEqualTo("Token i is revoked.\n");
        assertThat(Typed.in(home, "token", "revoke", "x").err()).contains("is the name of 2 tokens");
        assertThat(Typed.in(home, "token", "ls").out()).contains("i   lab   use");
    }

    @Test
    void profilesAreShownAndChanged() {
        assertThat(Typed.in(home, "profile", "ls").out()).contains("della  yes      slurm   localhost  ada   /h    /c");
        assertThat(Typed.in(home, "profile", "show").out()).contains("cache_dir  /c");
        server.on("POST /api/profiles", 201, PROFILE);
        assertThat(Typed.in(home, "profile", "add", "della", "-c", "/c").out()).isEqualTo("Added profile della.\n");
        assertThat(server.last().json().getString("schema_type")).isEqualTo("slurm");
        server.on("PUT /api/profiles/della", 200, PROFILE);
        assertThat(Typed.in(home, "profile", "update", "della", "--cache-dir", "/d")
                        .code())
                .isZero();
        assertThat(server.last().body())
                .isEqualTo("{\"name\":\"della\",\"schema_type\":\"slurm\",\"home_dir\":\"/h\",\"cache_dir\":\"/d\","
                        + "\"host\":\"localhost\",\"user\":\"ada\"}");
        server.on("PUT /api/profiles/della/rename", 200, PROFILE);
        assertThat(Typed.in(home, "profile", "rename", "della", "new").code()).isZero();
        server.on("PUT /api/profiles/della/default", 200, PROFILE);
        assertThat(Typed.in(home, "profile", "default", "della").code()).isZero();
        server.on("DELETE /api/profiles/della?force=true", 200, "{'status':'ok'}");
        assertThat(Typed.in(home, "profile", "rm", "--name", "della", "--force", "--yes")
                        .out())
                .isEqualTo("Removed profile della.\n");
    }

    @Test
    void theDefaultProfileIsUpdatedWhenNoneIsNamedAndTheWordsOfThePythonBlackfishAreKnown() {
        server.on("PUT /api/profiles/della", 200, PROFILE);
        assertThat(Typed.in(home, "profile", "update", "-c", "/d").out()).isEqualTo("Changed profile della.\n");
        assertThat(Typed.in(home, "profile", "update", "--name", "della", "-c", "/d")
                        .out())
                .isEqualTo("Changed profile della.\n");
    }

    @Test
    void aRepairSaysWhatWasLookedAtAndFailsWhenSomethingIsWrong() {
        String repair = "PUT /api/profiles/della/repair?force=false";
        server.on(repair, 200, repaired(true, "{'name':'home_dir','ok':true,'sentence':'The home_dir is yours.'}"));
        Typed good = Typed.in(home, "profile", "repair");
        assertThat(good.code()).as(good.err()).isZero();
        assertThat(good.out()).isEqualTo("good  The home_dir is yours.\nProfile della is in order.\n");
        server.on(
                repair,
                200,
                repaired(
                        false,
                        "{'name':'home_dir','ok':true,'sentence':'The home_dir is yours.'},"
                                + "{'name':'slurm','ok':false,'sentence':'sbatch cannot be run.'}"));
        Typed wrong = Typed.in(home, "profile", "repair", "della");
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.out())
                .isEqualTo(
                        "good  The home_dir is yours.\nwrong sbatch cannot be run.\nProfile della is not in order.\n");
        Typed program = Typed.in(home, "profile", "repair", "--json");
        assertThat(program.code()).isEqualTo(1);
        assertThat(program.out()).contains("\"sentence\": \"sbatch cannot be run.\"");
    }

    private static String repaired(boolean good, String checks) {
        return PROFILE.replace("}", ",'ok':" + good + ",'checks':[" + checks + "]}");
    }

    @Test
    void aGroupWithoutACommandSaysWhatThereIs() {
        for (String group : List.of("model", "image", "tier", "token", "profile")) {
            Typed typed = Typed.in(home, group);
            assertThat(typed.code()).isEqualTo(2);
            assertThat(typed.err()).startsWith("blackfish: Say what to do: blackfish " + group);
        }
    }

    @Test
    void theManualAndTheCompletionsKnowEveryCommand() {
        String manual = Typed.in(home, "manual").out();
        String completions = Typed.in(home, "completion").out();
        WrongArgumentsTest.commands().filter(path -> !path.contains("manual")).forEach(path -> {
            assertThat(completions).contains(path.get(path.size() - 1));
            if (path.size() == 2 || List.of("ls", "chat").contains(path.get(0))) {
                assertThat(manual).contains(".SS " + String.join(" ", path).replace("-", "\\-"));
            }
        });
        assertThat(manual).doesNotContain("warm").contains(".TH BLACKFISH 1", "\\-\\-filters NAME=VALUE");
    }

    @Test
    void theHelpSaysWhatIsTrueOfTheCommandAndBreaksNothingThatIsTyped() {
        assertThat(Typed.in(home, "--help").out())
                .contains("source <(blackfish completion)", "BLACKFISH_HOME_DIR, which\nis ~/.blackfish when not set");
        assertThat(Typed.in(home, "profile", "update", "--help").out())
                .contains("what is left out stays as it is")
                .doesNotContain("BLACKFISH_HOME_DIR", "same as here");
        assertThat(Typed.in(home, "run", "text-generation", "--help").out())
                .contains("blackfish run --tier Small text-generation MODEL --max-model-len 4096");
        assertThat(Typed.in(home, "manual").out())
                .contains(".SH ENVIRONMENT\n.TP\n.B BLACKFISH_HOME_DIR", "\n.B BLACKFISH_URL, BLACKFISH_AUTH_TOKEN\n");
    }
}
