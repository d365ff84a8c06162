package org.blackfish.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WeightsTest {
    /** Files as {@code path=bytes}; {@code path=?} for a link that leads nowhere. */
    private static Weights of(String... files) {
        return Weights.of(Arrays.stream(files)
                .map(text -> text.split("=", 2))
                .map(part -> new WeightFile(
                        part[0], part[1].equals("?") ? 0 : Long.parseLong(part[1]), !part[1].equals("?")))
                .toList());
    }

    private static void is(Weights weights, Format format, String first, long bytes, @Nullable String defect) {
        assertThat(weights).isEqualTo(new Weights(format, first, bytes, defect));
    }

    @Test
    void theOnlyGgufIsIt() {
        is(of("README.md=9", "q4.gguf=100"), Format.GGUF, "q4.gguf", 100, null);
    }

    @Test
    void ofSeveralGgufsTheSmallestIsTakenAndTiesGoByName() {
        is(of("q8.gguf=200", "q4.gguf=100", "f16.gguf=400"), Format.GGUF, "q4.gguf", 100, null);
        is(of("b.gguf=100", "a.gguf=100"), Format.GGUF, "a.gguf", 100, null);
    }

    @Test
    void aSplitGgufIsCountedWholeAndStartedAtItsFirstPart() {
        is(
                of("Q4/m-00002-of-00002.gguf=30", "Q4/m-00001-of-00002.gguf=60", "m-q8.gguf=200"),
                Format.GGUF,
                "Q4/m-00001-of-00002.gguf",
                90,
                null);
    }

    @Test
    void aCompleteGgufIsTakenBeforeASmallerIncompleteOne() {
        is(of("m-00001-of-00003.gguf=1", "big.gguf=50", "gone.gguf=?"), Format.GGUF, "big.gguf", 50, null);
        is(
                of("m-00001-of-00003.gguf=1"),
                Format.GGUF,
                "m-00001-of-00003.gguf",
                1,
                "only 1 of the 3 parts of m.gguf are there");
        is(of("gone.gguf=?"), Format.GGUF, "gone.gguf", 0, "gone.gguf leads to a file that is not there");
    }

    @Test
    void projectorsAndImportanceMatricesAreNoModels() {
        is(of("mmproj-F16.gguf=1", "imatrix_unsloth.gguf=1", "m.gguf=9"), Format.GGUF, "m.gguf", 9, null);
        is(of("mmproj-F16.gguf=1"), Format.OTHER, "", 0, "it holds no weights");
    }

    @Test
    void safetensorsAreSummedWithoutTheirDoubles() {
        is(
                of(
                        "config.json=1",
                        "model-00001-of-00002.safetensors=10",
                        "model-00002-of-00002.safetensors=20",
                        "consolidated.safetensors=30",
                        "pytorch_model.bin=30",
                        "original/consolidated.00.pth=30",
                        "m.gguf=60"),
                Format.SAFETENSORS,
                "",
                30,
                null);
        is(of("consolidated.safetensors=30"), Format.SAFETENSORS, "", 30, null);
        is(of("unet/a.safetensors=3", "vae/b.safetensors=4"), Format.SAFETENSORS, "", 7, null);
    }

    @Test
    void otherWeightsAreSummedWithoutTrainingState() {
        is(of("pytorch_model.bin=30", "training_args.bin=1", "optimizer.pt=60"), Format.OTHER, "", 30, null);
        is(of("a.pth=3"), Format.OTHER, "", 3, null);
        is(of("config.json=3"), Format.OTHER, "", 0, "it holds no weights");
    }

    @Test
    void missingPartsAndDanglingLinksAreNamed() {
        is(
                of("model-00001-of-00002.safetensors=10"),
                Format.SAFETENSORS,
                "",
                10,
                "only 1 of the 2 parts of model.safetensors are there");
        is(of("model.safetensors=?"), Format.SAFETENSORS, "", 0, "model.safetensors leads to a file that is not there");
    }
}
