package org.blackfish.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.blackfish.service.LaunchOrder;
import org.junit.jupiter.api.Test;

class LaunchRequestReaderTest {
    @Test
    void theBodyOfTheReleasedCommandLineIsUnderstood() {
        LaunchRequest asked = read("""
                {"name":"n","image":"text_generation","repo_id":"org/m",
                 "profile":{"name":"della","host":"h","user":"u","home_dir":"/h","cache_dir":"/c","schema":"slurm","default":true},
                 "container_config":{"port":8080,"api_key":"k","model_dir":"/d","revision":"abc","launch_kwargs":"--seed 1 --x 'a b'"},
                 "job_config":{"name":"n","time":"00:05:00","nodes":1,"ntasks_per_node":8,"mem":16,"gres":0,"partition":null,
                               "constraint":"c","account":"a"},
                 "mount":null,"grace_period":600,"image_ref":null}
                """);
        LaunchOrder order = asked.order();
        assertThat(asked.ignored()).isEmpty();
        assertThat(order.profile()).isEqualTo("della");
        assertThat(order.revision()).isEqualTo("abc");
        assertThat(order.time()).isEqualTo(Duration.ofMinutes(5));
        assertThat(order.cpus()).isEqualTo(8);
        assertThat(order.memoryGb()).isEqualTo(16);
        assertThat(order.gpus()).isZero();
        assertThat(order.partition()).isNull();
        assertThat(order.account()).isEqualTo("a");
        assertThat(order.options().arguments()).containsExactly("--seed", "1", "--x", "a b");
        assertThat(order.grace()).isEqualTo(Duration.ofMinutes(10));
        assertThat(String.valueOf(order.apiKey())).isEqualTo("(secret)");
    }

    @Test
    void nameAndModelAreEnough() {
        assertThat(read("{\"name\":\"n\",\"repo_id\":\"org/m\"}").order()).isEqualTo(LaunchOrder.of("n", "org/m"));
    }

    @Test
    void everyFieldOfAWrongTypeIsNamedAtOnce() {
        Map<String, String> wrong = wrong("""
                {"name":5,"repo_id":true,"profile":[],"container_config":"x","engine_args":[1],"grace_period":1.5,
                 "job_config":{"mem":"lots","nodes":2,"time":"soon","gres":true}}
                """);
        assertThat(wrong)
                .containsOnlyKeys(
                        "name",
                        "repo_id",
                        "profile",
                        "container_config",
                        "engine_args",
                        "grace_period",
                        "job_config.mem",
                        "job_config.nodes",
                        "job_config.time",
                        "job_config.gres")
                .containsEntry("name", "The field name must be a text, but is the number 5.")
                .containsEntry(
                        "job_config.nodes",
                        "A service runs on one node; job_config.nodes is 2, give 1 or leave it out.")
                .containsEntry(
                        "job_config.time",
                        "The field job_config.time must be minutes, HH:MM:SS or D-HH:MM:SS, but is the text \"soon\".");
    }

    @Test
    void missingFieldsAreNamedTogether() {
        assertThat(wrong("{}"))
                .containsEntry("name", "The field name is missing; give a text.")
                .containsEntry("repo_id", "The field repo_id is missing; give a text.");
    }

    @Test
    void severalReplicasAreRefusedWithWhatDoesTheSame() {
        assertThat(wrong("{\"name\":\"n\",\"repo_id\":\"m\",\"replicas\":2}").get("replicas"))
                .contains("replicas is 2", "give 1", "least busy");
    }

    @Test
    void variablesAreAnObjectOfTexts() {
        LaunchOrder order =
                read("{\"name\":\"n\",\"repo_id\":\"m\",\"env\":{\"B\":\"2\",\"A\":\"\"},\"idle_minutes\":30}")
                        .order();
        assertThat(order.options().environment()).isEqualTo(Map.of("A", "", "B", "2"));
        assertThat(order.idleMinutes()).isEqualTo(30);
        assertThat(wrong("{\"name\":\"n\",\"repo_id\":\"m\",\"env\":{\"A\":1},\"idle_minutes\":\"x\"}"))
                .containsEntry("env", "The field env must be an object of texts, but is an object.")
                .containsKey("idle_minutes");
    }

    @Test
    void membersThatNothingKnowsAreNamedWithTheirPlace() {
        LaunchRequest asked = read("""
                {"name":"n","repo_id":"org/m","replicas":1,"colour":2,"container_config":{"colour":1},"job_config":{"qos":"x"}}
                """);
        assertThat(asked.ignored()).containsExactly("colour", "container_config.colour", "job_config.qos");
    }

    @Test
    void ourOwnMembersAtTheTopWin() {
        LaunchOrder order = read("""
                        {"name":"n","repo_id":"org/m","cpus":2,"time":90,"partition":"gpu","tier":"Small","profile":"p",
                         "job_config":{"ntasks_per_node":8,"time":"00:05:00","partition":"cpu","gres":"1"},
                         "engine":"vllm","engine_args":["--a"],"trust_remote_code":true}
                        """).order();
        assertThat(order.cpus()).isEqualTo(2);
        assertThat(order.gpus()).isEqualTo(1);
        assertThat(order.time()).isEqualTo(Duration.ofMinutes(90));
        assertThat(order.partition()).isEqualTo("gpu");
        assertThat(order.tier()).isEqualTo("Small");
        assertThat(order.options().trustRemoteCode()).isTrue();
    }

    @Test
    void numbersBeyondAllMeasureAreRefusedWithoutWritingThemOut() {
        assertThat(wrong("{\"name\":\"n\",\"repo_id\":\"m\",\"cpus\":1e999999999,\"gpus\":99999999999}"))
                .containsOnlyKeys("cpus", "gpus");
    }

    @Test
    void anotherNameThanTheAddressHasIsRefused() {
        LaunchRequest asked = LaunchRequestReader.read(object("{\"name\":\"b\",\"repo_id\":\"m\"}"), "a", null);
        assertThat(asked.wrong().get("name")).contains("\"b\"", "\"a\"");
    }

    @Test
    void anOpenQuoteInEngineArgumentsIsRefused() {
        assertThat(wrong("{\"name\":\"n\",\"repo_id\":\"m\",\"container_config\":{\"launch_kwargs\":\"--a 'b\"}}"))
                .containsKey("container_config.launch_kwargs");
    }

    private static Map<String, String> wrong(String body) {
        return read(body).wrong();
    }

    private static LaunchRequest read(String body) {
        return LaunchRequestReader.read(object(body), null, null);
    }

    private static jakarta.json.JsonObject object(String body) {
        return JsonBody.object(body.getBytes(StandardCharsets.UTF_8));
    }
}
