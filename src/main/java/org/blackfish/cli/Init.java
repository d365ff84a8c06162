package org.blackfish.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "init", description = "Makes your home of Blackfish with a first profile; the server need not run.")
final class Init implements Callable<Integer> {
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final World world;

    @Option(
            names = {"-n", "--name"},
            description = "The profile's name; default when left out.")
    private String name = "default";

    @Option(
            names = {"-s", "--schema"},
            hidden = true,
            description = "slurm; others come with a later version.")
    private String schema = "slurm";

    @Option(names = "--host", description = "localhost, the cluster that this machine belongs to.")
    private String host = "localhost";

    @Option(
            names = {"-u", "--user"},
            description = "Your name there; the same as here when left out.")
    private @Nullable String user;

    @Option(
            names = {"-r", "--app-dir"},
            description = "Where your server keeps its data; BLACKFISH_HOME_DIR when left out.")
    private @Nullable Path appDirectory;

    @Option(
            names = {"-d", "--home-dir"},
            description = "The profile's folder for job scripts, logs and models; the server's when left out.")
    private @Nullable Path homeDirectory;

    @Option(
            names = {"-c", "--cache-dir"},
            description = "The shared folder with images and models; your own when left out.")
    private @Nullable Path cacheDirectory;

    @Option(
            names = {"-a", "--auto"},
            description = "Ask nothing.")
    private boolean auto;

    Init(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        check(appDirectory, homeDirectory, cacheDirectory, user);
        Path home = appDirectory == null ? world.home() : appDirectory.toAbsolutePath();
        Path place = homeDirectory == null ? home : homeDirectory.toAbsolutePath();
        Path file = home.resolve("profiles.cfg");
        check(file);
        Path cache = cacheDirectory == null ? askedCache(place) : cacheDirectory.toAbsolutePath();
        if (!cache.equals(place) && !Files.isDirectory(cache)) {
            throw Failure.wrongInput("The shared folder " + Plain.line(cache.toString())
                    + " is not there; it is made by the site, ask for its path.");
        }
        try {
            Files.createDirectories(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.createDirectories(place.resolve("models"));
            Files.createDirectories(place.resolve("images"));
            write(file, section(place, cache));
        } catch (IOException e) {
            throw Failure.refused("The folder " + place + " could not be made: "
                    + Plain.line(String.valueOf(e.getMessage())) + "; name one that you may write.");
        }
        String next = home.equals(world.home().toAbsolutePath()) ? "" : "set BLACKFISH_HOME_DIR to " + home + ", then ";
        world.say("Profile " + name + " is in " + file + ". Go on: " + next + "\"blackfish start\".");
        return 0;
    }

    /** Whole or not at all, below the comments that may be there. */
    private static void write(Path file, String section) throws IOException {
        String before = Files.exists(file) ? Files.readString(file) : "";
        String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        // A link stays one.
        Path end = Files.exists(file) ? file.toRealPath() : file;
        Path fresh = Files.createTempFile(end.resolveSibling(""), ".profiles", ".tmp", PRIVATE);
        try {
            Files.writeString(fresh, before + gap + section);
            Files.move(fresh, end, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** A line break would begin another key of the file; none of the others can be typed again. */
    private static void check(@Nullable Object... typed) {
        for (Object value : typed) {
            String text = value == null ? "" : value.toString();
            if (!Plain.line(text).equals(text)) {
                throw Failure.wrongInput("\"" + Plain.line(text)
                        + "\" cannot be written to profiles.cfg; name users and folders without control characters.");
            }
        }
    }

    private static Path checkedPath(String typed) {
        check(typed);
        return Path.of(typed).toAbsolutePath();
    }

    private void check(Path file) {
        if (!name.matches("[A-Za-z0-9._-]+") || name.equals("DEFAULT")) {
            throw Failure.wrongInput("The name \"" + Plain.line(name)
                    + "\" cannot be a profile's; use letters, digits, dot, hyphen and underscore.");
        }
        if (!schema.equals("slurm") || !host.equals("localhost")) {
            throw Failure.refused("Profiles on other hosts and without Slurm come with a later version.");
        }
        try {
            if (Files.exists(file) && Files.readString(file).lines().anyMatch(line -> line.startsWith("["))) {
                throw Failure.refused(
                        "There are profiles in " + file + " already; \"blackfish profile\" shows and changes them.");
            }
        } catch (IOException e) {
            throw Failure.refused("The file " + file + " cannot be read; see to its rights.");
        }
    }

    private Path askedCache(Path otherwise) {
        if (auto || !world.terminal().input()) {
            return otherwise;
        }
        world.err().print("Shared folder with images and models [" + otherwise + "]: ");
        world.err().flush();
        return world.ask()
                .filter(line -> !line.isEmpty())
                .map(Init::checkedPath)
                .orElse(otherwise);
    }

    /** As Python's ConfigParser reads it, to which a percent sign means something. */
    private String section(Path home, Path cache) {
        return ("[" + name + "]\nschema = slurm\nhost = " + host + "\nuser = "
                        + (user == null ? System.getProperty("user.name") : user) + "\nhome_dir = " + home
                        + "\ncache_dir = " + cache + "\ndefault = true\n")
                .replace("%", "%%");
    }
}
