package org.blackfish.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SiteImagesReaderTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    private static List<String> problems(String... lines) {
        return SiteImagesReader.read(String.join("\n", lines)).problems();
    }

    @Test
    void imagesAreGivenShortOrWithTheirDigest() {
        SiteImages site = SiteImagesReader.read("images: {llama_cpp: 'site/llama.cpp:b2',"
                + " text_generation: {image: 'vllm/vllm-openai:v1', digest: '" + DIGEST + "'}}");
        assertThat(site.problems()).isEmpty();
        assertThat(site.pins().get(ImageUse.LLAMA_CPP))
                .isEqualTo(new SiteImages.Pin(ImageRef.parse("site/llama.cpp:b2"), Optional.empty()));
        assertThat(site.pins().get(ImageUse.TEXT_GENERATION))
                .isEqualTo(new SiteImages.Pin(ImageRef.parse("vllm/vllm-openai:v1"), Optional.of(new Digest(DIGEST))));
    }

    @Test
    void aSiteSaysWhereAndHowPullsRun() {
        SiteImages site = SiteImagesReader.read(
                "pull: {where: slurm, scratch: /scratch/tmp, partition: cpu, account: lab, cpus: 8, memory_gb: 32,"
                        + " minutes: 60}");
        assertThat(site.problems()).isEmpty();
        assertThat(site.rules())
                .isEqualTo(new PullRules(
                        PullSite.SLURM,
                        Optional.of(Path.of("/scratch/tmp")),
                        Optional.of("cpu"),
                        Optional.of("lab"),
                        8,
                        32,
                        60));
    }

    @Test
    void anEmptyFileChangesNothing() {
        assertThat(SiteImagesReader.read("# nothing yet\n")).isEqualTo(SiteImages.NONE);
    }

    @Test
    void everyWrongEntryIsToldWithItsNameValueAndRemedyAndTheOthersCount() {
        SiteImages site = SiteImagesReader.read("""
                images:
                  llama_cpp: site/llama.cpp
                  whisper: a:1
                  tigerflow_ml: {image: 'a:1', digest: md5}
                  text_generation: a:1
                pull: {where: moon, cpus: 0, scratch: tmp}
                extra: 1
                """);
        assertThat(site.pins()).containsOnlyKeys(ImageUse.TEXT_GENERATION);
        assertThat(site.problems())
                .containsExactlyInAnyOrder(
                        "There is no \"extra\" in images.yaml; there are: images, pull.",
                        "images.llama_cpp: The image \"site/llama.cpp\" has no tag; give repository:tag, such as"
                                + " vllm/vllm-openai:v0.26.0.",
                        "There is no use \"whisper\" of images; there are: text_generation, llama_cpp,"
                                + " speech_recognition, tigerflow_ml.",
                        "images.tigerflow_ml: The digest \"md5\" is none; give sha256: and 64 hexadecimal digits in"
                                + " small letters.",
                        "pull.where is \"moon\"; give head-node or slurm.",
                        "pull.cpus is \"0\"; give a whole number from 1 to 256.",
                        "pull.scratch is \"tmp\"; give an absolute path.");
    }

    @Test
    void textThatIsNoYamlOrHostileIsRefusedInOneSentence() {
        assertThat(problems("images: [")).singleElement().asString().startsWith("This is not YAML that can be read: ");
        assertThat(problems("images: !!java.net.URL ['http://x']"))
                .singleElement()
                .asString()
                .startsWith("This is not YAML that can be read: ");
        assertThat(problems("a: 1", "a: 2")).singleElement().asString().contains("duplicate key a");
        assertThat(problems("- a"))
                .containsExactly("The member images.yaml is no map; write names and values, one a line.");
        assertThat(problems("a: ".repeat(200))).singleElement().asString().startsWith("This is not YAML");
    }
}
