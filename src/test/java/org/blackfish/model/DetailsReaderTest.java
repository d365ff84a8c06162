package org.blackfish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.blackfish.model.HubFolder.FIRST;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetailsReaderTest {
    @TempDir
    Path temporary;

    private final SteppedHost host = new SteppedHost();
    private HubFolder folder = new HubFolder(Path.of("."));

    @BeforeEach
    void makeFolder() throws IOException {
        folder = new HubFolder(Files.createDirectory(temporary.resolve("models")));
        folder.file("ns/m", FIRST, "model.safetensors", "a".repeat(64), 1000);
    }

    private Details details() {
        Model model = new Shelf(host, folder.path(), Place.HOME, Clock.systemUTC())
                .look()
                .copies()
                .getFirst()
                .model();
        return Objects.requireNonNull(
                new DetailsReader(host).read(List.of(model)).get(model));
    }

    @Test
    void configCardAndTokenizerTellWhatAModelIs() throws IOException {
        folder.text("ns/m", FIRST, "config.json", """
                {"architectures": ["LlamaForCausalLM"], "max_position_embeddings": 8192, "torch_dtype": "bfloat16",
                 "quantization_config": {"quant_method": "awq", "bits": 4}}
                """)
                .text("ns/m", FIRST, "README.md", """
                ---
                language: en
                license: other
                license_name: llama3.2
                pipeline_tag: image-text-to-text   # a comment
                ---
                license: mit
                """)
                .text("ns/m", FIRST, "tokenizer_config.json", "{\"chat_template\": \"{{ x }}\"}");
        assertThat(details())
                .isEqualTo(new Details(
                        "image-text-to-text",
                        "LlamaForCausalLM",
                        8192,
                        "awq 4 bit",
                        true,
                        "llama3.2",
                        "bfloat16",
                        null));
    }

    @Test
    void withoutACardTheArchitectureTellsTheTask() throws IOException {
        folder.text("ns/m", FIRST, "config.json", "{\"architectures\": [\"WhisperForConditionalGeneration\"]}");
        assertThat(details().task()).isEqualTo("automatic-speech-recognition");
        assertThat(Described.image(details().task())).isEqualTo("speech-recognition");
        folder.text("ns/m", FIRST, "config.json", "{\"architectures\": [\"Qwen3ForCausalLM\"]}");
        assertThat(details().task()).isEqualTo("text-generation");
        folder.text("ns/m", FIRST, "config.json", "[\"nonsense\"");
        assertThat(details()).isEqualTo(new Details(null, null, null, null, null, null, null, null));
    }

    @Test
    void whatNoColumnTakesIsTakenOutOfWhatFilesSay() throws IOException {
        folder.text(
                        "ns/m",
                        FIRST,
                        "config.json",
                        "{\"architectures\": [\"a\\u0000b\"], \"torch_dtype\": \"" + "x".repeat(999) + "\"}")
                .text("ns/m", FIRST, "README.md", "---\nlicense: m\0it\n---\n")
                .tree(
                        "ns/m",
                        FIRST,
                        "{\"files\": {\"model.safetensors\": {\"size\": 1000}, \"\\u0000.safetensors.index.json\": {}}}");
        Details details = details();
        assertThat(details.architecture()).isEqualTo("a?b");
        assertThat(details.license()).isEqualTo("m?it");
        assertThat(details.lacks()).isEqualTo("?.safetensors.index.json is in its listing but not there");
        assertThat(details.dtype()).hasSize(501);
        assertThat(new Hearsay(Source.ADDED, "a\0b", "c\0", null, null))
                .isEqualTo(new Hearsay(Source.ADDED, "a?b", "c?", null, null));
    }

    @Test
    void aLongConfigIsReadToItsEnd() throws IOException {
        folder.text(
                "ns/m", FIRST, "config.json", "{" + " ".repeat(100_000) + "\"architectures\": [\"LlamaForCausalLM\"]}");
        assertThat(details().architecture()).isEqualTo("LlamaForCausalLM");
    }

    @Test
    void aListingSaysWhatADownloadThatBrokeOffLacks() throws IOException {
        folder.tree(
                "ns/m",
                FIRST,
                "{\"files\": {\"model.safetensors\": {\"size\": 1000}, \"config.json\": {\"size\": 2},"
                        + " \"pytorch_model.bin\": {\"size\": 9}}}");
        assertThat(details().lacks()).isEqualTo("config.json is in its listing but not there");
        folder.text("ns/m", FIRST, "config.json", "{}");
        assertThat(details().lacks()).isNull();
        folder.tree("ns/m", FIRST, "{\"files\": {\"model.safetensors\": {\"size\": 1001}}}");
        assertThat(details().lacks()).isEqualTo("model.safetensors has 1000 bytes instead of 1001");
        folder.tree("ns/m", FIRST, "nonsense");
        assertThat(details().lacks()).isNull();
    }

    @Test
    void weightsThatAreListedAndNotThereAreMissed() throws IOException {
        Files.delete(folder.snapshot("ns/m", FIRST).resolve("model.safetensors"));
        folder.text("ns/m", FIRST, "config.json", "{}")
                .tree("ns/m", FIRST, "{\"files\": {\"model.safetensors\": {\"size\": 1000}}}");
        assertThat(details().lacks()).isEqualTo("its weights have not been downloaded yet");
    }

    @Test
    void manyModelsTakeAsManyStepsAsOne() throws IOException {
        for (int at = 0; at < 30; at++) {
            folder.file("ns/n" + at, FIRST, "model.safetensors", "b".repeat(64), 10);
        }
        List<Model> models = new Shelf(host, folder.path(), Place.HOME, Clock.systemUTC())
                .look().copies().stream().map(Copy::model).toList();
        host.steps();
        assertThat(new DetailsReader(host).read(models)).hasSize(31);
        assertThat(host.steps()).isLessThan(5);
    }
}
