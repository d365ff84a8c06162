package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real registry on loopback, over plain HTTP as such are, with the engine's image in it. */
final class Registry implements AutoCloseable {
    private final int port;
    private final Process process;

    private Registry(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    private static Registry start() {
        try {
            int port = Testbed.freePort();
            Path folder = Files.createTempDirectory(Testbed.prefix().resolve("scratch"), "registry");
            Path configuration = folder.resolve("registry.yml");
            Files.writeString(
                    configuration,
                    "version: 0.1\nlog: {level: error, accesslog: {disabled: true}}\nstorage: {filesystem:"
                            + " {rootdirectory: " + folder.resolve("data") + "}}\nhttp: {addr: \"127.0.0.1:" + port
                            + "\", secret: loopback}\n");
            Process process = new ProcessBuilder("docker-registry", "serve", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("registry.log").toFile())
                    .start();
            Registry registry = new Registry(port, process);
            Testbed.await("the registry listens", registry::listens);
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that has the stand-in engine's image. */
    static Registry withEngine() {
        Registry registry = start();
        registry.push("testbed/engine:1");
        return registry;
    }

    /** The reference of an image here. */
    String image(String name) {
        return "127.0.0.1:" + port + "/" + name;
    }

    /** Pushes the stand-in engine's image under that name. */
    void push(String name) {
        // The testbed's own container program on the PATH would stand for another build of the image.
        String layout = Testbed.run(
                "env",
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "testbed/image/layout",
                "engine");
        assertThat(layout).isNotBlank();
        Testbed.run(
                "skopeo",
                "--insecure-policy",
                "copy",
                "--quiet",
                "--dest-tls-verify=false",
                "oci:" + layout + ":image",
                "docker://" + image(name));
    }

    @Override
    public void close() {
        process.destroy();
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
