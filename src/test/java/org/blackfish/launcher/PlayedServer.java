package org.blackfish.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** {@code blackfish-server} over an application and a home below a folder, with a Java that only plays what a test wants. */
record PlayedServer(Path folder) {
    static PlayedServer in(Path folder) throws IOException {
        Path root = Files.createDirectories(folder.resolve("app/runtime/root"));
        Files.createFile(root.resolve("launch-micro.jar"));
        Files.createFile(root.resolve("slimmed"));
        for (String part : new String[] {"config", "docroot", "lib", "META-INF", "runtime"}) {
            Files.createDirectories(root.resolve(part));
        }
        Files.createFile(root.resolve("runtime/adapter.rar"));
        try (ZipOutputStream war = new ZipOutputStream(Files.newOutputStream(folder.resolve("app/blackfish.war")))) {
            war.putNextEntry(new ZipEntry("WEB-INF/classes/org/blackfish/nothing"));
        }
        Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(folder.resolve("java"));
        Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"21.0.1\"\n");
        // The launcher refuses to run as root, and tests may have to.
        Bash.program(folder.resolve("bin"), "id", "case $1 in -u) echo 1000 ;; *) exec /usr/bin/id \"$@\" ;; esac");
        return new PlayedServer(folder);
    }

    /** A port that nobody listens on now. */
    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** What its Java does, in lines of bash. */
    void java(String... lines) throws IOException {
        Bash.program(folder.resolve("java/bin"), "java", lines);
    }

    /** Runs the launcher to its end. */
    Bash run(int port) {
        return run(port, "/dev/stderr");
    }

    /** As above; {@code words} is where its standard error goes. */
    Bash run(int port, String words) {
        Map<String, String> environment = new HashMap<>(Bash.before(folder.resolve("bin")));
        environment.put("BLACKFISH_HOME_DIR", folder.resolve("home").toString());
        environment.put("BLACKFISH_RUN_DIR", folder.resolve("run").toString());
        environment.put("BLACKFISH_JAVA", folder.resolve("java").toString());
        environment.put("BLACKFISH_START_CACHE", "off");
        return Bash.run(
                environment,
                "exec ood-app/bin/blackfish-server --app \"$1/app\" --port \"$2\" --standing \"$1/standing\" 2>\"$3\"",
                folder,
                port,
                words);
    }
}
