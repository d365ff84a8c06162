package org.blackfish.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.blackfish.fetch.Piece;
import org.junit.jupiter.api.Test;

class FileChoiceTest {
    private static final List<HubFile> BOTH_FORMS = files(
            "config.json",
            "tokenizer.model",
            "+model-00001-of-00002.safetensors",
            "+model-00002-of-00002.safetensors",
            "+pytorch_model.bin",
            "+tokenizer.json",
            "+tf_model.h5",
            "+flax_model.msgpack",
            "+onnx/model.onnx",
            "+original/consolidated.00.pth",
            "+consolidated.safetensors",
            "training_args.bin");

    private static final List<HubFile> GGUFS = files(
            "README.md",
            "+tiny.Q2_K.gguf",
            "+tiny.Q4_K_M-00001-of-00002.gguf",
            "+tiny.Q4_K_M-00002-of-00002.gguf",
            "+tiny.Q8_0.gguf",
            "+mmproj-tiny.gguf");

    @Test
    void theSameWeightsAreFetchedInOneForm() {
        assertThat(names(FileChoice.RUN.of(BOTH_FORMS)))
                .containsExactly(
                        "config.json",
                        "tokenizer.model",
                        "model-00001-of-00002.safetensors",
                        "model-00002-of-00002.safetensors",
                        "tokenizer.json",
                        "training_args.bin");
    }

    @Test
    void everythingIsEverything() {
        assertThat(FileChoice.WHOLE.of(BOTH_FORMS)).isEqualTo(BOTH_FORMS);
    }

    @Test
    void ofGgufFilesTheUsualOneIsFetchedWithAllItsParts() {
        assertThat(names(FileChoice.RUN.of(GGUFS)))
                .containsExactly("README.md", "tiny.Q4_K_M-00001-of-00002.gguf", "tiny.Q4_K_M-00002-of-00002.gguf");
        assertThat(names(FileChoice.RUN.of(files("+a.Q3_K.gguf", "+b.IQ2.gguf"))))
                .hasSize(1);
    }

    @Test
    void oneGgufFileIsChosenByItsName() {
        assertThat(names(new FileChoice("tiny.Q8_0.gguf").of(GGUFS))).containsExactly("README.md", "tiny.Q8_0.gguf");
        assertThat(FileChoice.ggufs(GGUFS)).containsOnlyKeys("tiny.Q2_K.gguf", "tiny.Q4_K_M.gguf", "tiny.Q8_0.gguf");
        assertThat(FileChoice.ggufs(GGUFS)).containsEntry("tiny.Q4_K_M.gguf", 4_000_000L);
    }

    @Test
    void aNameThatIsNotThereLeadsToThoseThatAre() {
        assertThatThrownBy(() -> new FileChoice("tiny.Q5.gguf").of(GGUFS))
                .hasMessage("There is no GGUF file \"tiny.Q5.gguf\" in this repository; it has tiny.Q2_K.gguf,"
                        + " tiny.Q4_K_M.gguf, tiny.Q8_0.gguf.");
        assertThatThrownBy(() -> new FileChoice("x.gguf").of(BOTH_FORMS))
                .hasMessage(
                        "There is no GGUF file \"x.gguf\" in this repository; it has none at all: give run or whole.");
        assertThatThrownBy(() -> new FileChoice("a\nb"))
                .hasMessage("The files \"a?b\" are none; give whole, run, or the name of a GGUF file.");
    }

    @Test
    void aRepositoryOfOtherWeightsIsFetchedWhole() {
        List<HubFile> torch = files("config.json", "+pytorch_model.bin");
        assertThat(FileChoice.RUN.of(torch)).isEqualTo(torch);
    }

    /** A plus before a name: a large file. */
    private static List<HubFile> files(String... names) {
        return Stream.of(names)
                .map(name -> new Piece(
                        name.replace("+", ""),
                        name.startsWith("+") ? 2_000_000 : 100,
                        (name.startsWith("+") ? "a".repeat(24) : "") + "b".repeat(40),
                        name.startsWith("+")))
                .map(piece -> new HubFile(piece, "c".repeat(40), Optional.empty()))
                .toList();
    }

    private static List<String> names(List<HubFile> files) {
        return files.stream().map(HubFile::path).toList();
    }
}
