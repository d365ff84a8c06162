package org.blackfish.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python API below {@code clients/python}: its own tests, and the wheel that the build makes of it. */
class PythonClientTest {
    @Test
    void itsOwnTestsPass() {
        assertThat(python("-W", "error::DeprecationWarning", "clients/python/tests/test_client.py"))
                .contains("\nOK\n");
    }

    @Test
    void theExampleOfTheGuideOutlastsARestartAndTellsWhatItWasRefused() {
        assertThat(python("clients/python/tests/test_examples.py")).contains("\nOK\n");
    }

    @Test
    void theSameSourcesMakeTheSameWheelOfThisVersion(@TempDir Path one, @TempDir Path two) throws IOException {
        String name = "blackfish_ood-" + Files.readString(Path.of("VERSION")).strip() + "-py3-none-any.whl";
        for (Path folder : List.of(one, two)) {
            assertThat(python("clients/python/build_backend.py", folder.toString()))
                    .isEqualTo(name + "\n");
        }
        assertThat(one.resolve(name)).hasSameBinaryContentAs(two.resolve(name));
        assertThat(python(
                        "-c",
                        "import sys; sys.path.insert(0, sys.argv[1]); import blackfish; print(blackfish.__version__)",
                        one.resolve(name).toString()))
                .isEqualTo(Files.readString(Path.of("VERSION")).strip() + "\n");
    }

    private static String python(String... arguments) {
        List<String> argv = new ArrayList<>(List.of("python3", "-B"));
        argv.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new AssertionError("python3 could not be run; install the package python3.", e);
        }
    }
}
