package org.blackfish.hub;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.blackfish.fetch.Beat;
import org.blackfish.fetch.Fetch;
import org.blackfish.fetch.Order;
import org.blackfish.problem.ProblemException;
import org.blackfish.profile.Profile;
import org.blackfish.transport.Access;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;

/** The folder in which one download's program works, {@code home_dir/downloads/<id>}: its order, and what it says. */
record DownloadFolder(Host host, Path path) {
    private static final String ALL = "downloads";
    private static final int LONGEST = 64 * 1024;

    static Path of(Profile profile, String id) {
        return profile.homeDirectory().resolve(ALL).resolve(id);
    }

    /** Those that lie there, whoever remembers them. */
    static List<DownloadFolder> all(Host host, Profile profile) {
        try {
            return host.list(profile.homeDirectory().resolve(ALL)).stream()
                    .filter(Entry::isFolder)
                    .map(entry -> new DownloadFolder(host, entry.path()))
                    .toList();
        } catch (ProblemException none) {
            return List.of();
        }
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** Everything the program needs but the token. */
    void fill(Order order, Optional<String> tree, byte[] program, String script) {
        host.makeFolders(path, Access.PRIVATE);
        write(Order.FILE, order.text());
        write(Fetch.TREE, tree.orElse(""));
        host.write(file(DownloadScript.JAR), program, Access.PRIVATE);
        write(DownloadScript.FILE, script);
    }

    /** Whether an order lies there to go on with. */
    boolean isFilled() {
        return List.of(Order.FILE, DownloadScript.JAR, DownloadScript.FILE).stream()
                .allMatch(name -> host.find(file(name)).isPresent());
    }

    void write(String name, String text) {
        host.write(file(name), text.getBytes(StandardCharsets.UTF_8), Access.PRIVATE);
    }

    /** Takes away what an earlier try said or was told. */
    void forget() {
        List.of(Fetch.ENDED, Fetch.STOP).forEach(name -> host.remove(file(name)));
    }

    /** Tells its program to end; the last word of an earlier one does not say that this was heard. */
    void stop(String word) {
        // What is done is done; and where no word lies, one that comes now may be that of whoever is done this moment.
        ended().filter(last -> !last.equals(Fetch.DONE)).ifPresent(last -> host.remove(file(Fetch.ENDED)));
        write(Fetch.STOP, word + "\n");
    }

    void remove() {
        host.remove(path);
    }

    boolean exists() {
        return host.find(path).isPresent();
    }

    Optional<Beat> beat() {
        return read(Beat.FILE).flatMap(Beat::parse);
    }

    /** The program's last word, empty while it has none. */
    Optional<String> ended() {
        return read(Fetch.ENDED).map(String::strip).filter(word -> !word.isEmpty());
    }

    /** Whether its download was cancelled and has cleared up. */
    boolean isCleared() {
        return ended().filter(word -> word.startsWith(Fetch.CANCELLED)).isPresent();
    }

    /** Whether its program has cleared up, or was told to. */
    boolean isCancelled() {
        return isCleared()
                || read(Fetch.STOP)
                        .filter(word -> word.strip().equals(Fetch.CANCEL))
                        .isPresent();
    }

    /** Whether everything was fetched and has its name. */
    boolean isDone() {
        return ended().filter(Fetch.DONE::equals).isPresent();
    }

    /** The last line of what it, or Java, complained about. */
    String complaint() {
        return read("log")
                .flatMap(text -> text.lines().filter(line -> !line.isBlank()).reduce((first, last) -> last))
                .orElse("it gave no reason");
    }

    private Optional<String> read(String name) {
        try {
            return Optional.of(new String(host.read(file(name), 0, LONGEST), StandardCharsets.UTF_8));
        } catch (ProblemException missing) {
            return Optional.empty();
        }
    }
}
