package org.blackfish.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The program: carries out the order in a folder and says there how far it is. Files of the folder: {@code order},
 * {@code token} (read once and removed), {@code tree.json} where all of a commit is wanted, {@code stop} with
 * {@code pause} or {@code cancel} to end it, {@code beat} twice a second, {@code ended} with the last word.
 */
public final class Fetch {
    /**
     * The last word: {@link #DONE}, {@code paused}, {@link #CANCELLED} or {@code failed}; what failed, or which whole files
     * went with a cancelled one, is a sentence on the next line.
     */
    public static final String ENDED = "ended";

    /** As the last word: everything is there, linked and named. */
    public static final String DONE = "done";

    /** The first line of the last word of one that was cancelled and has cleared up. */
    public static final String CANCELLED = "cancelled";

    public static final String STOP = "stop";

    /** What is written into {@link #STOP} to have everything taken away again. */
    public static final String CANCEL = "cancel";

    public static final String PAUSE = "pause";
    public static final String TOKEN = "token";
    public static final String TREE = "tree.json";

    private final Path folder;
    private final Map<String, String> environment;

    private Fetch(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** {@code arguments} is the folder. */
    public static void main(String[] arguments) throws Exception {
        run(Path.of(arguments[0]), System.getenv());
        // Connections that are kept open must not keep the program.
        System.exit(0);
    }

    /** Nothing happens when another one is at work in the folder. */
    static void run(Path folder, Map<String, String> environment) throws Exception {
        try (HeldLock lock = HeldLock.take(folder.resolve("work.lock"))) {
            if (lock.state() != HeldLock.State.TAKEN) {
                new Fetch(folder, environment).work();
            }
        }
    }

    private void work() throws IOException {
        if (read(ENDED).strip().equals(DONE)) {
            // Whoever wants it to stop came too late; who wants it once more takes that word away first.
            return;
        }
        Files.deleteIfExists(folder.resolve(ENDED));
        String last;
        try {
            last = fetched(Order.parse(Files.readString(folder.resolve(Order.FILE))));
        } catch (Failure e) {
            last = "failed\n" + e.getMessage();
        } catch (IOException e) {
            last = "failed\n" + Words.anyDisk(folder, e).getMessage();
        } catch (Exception e) {
            last = "failed\nThe download ended with a fault of this program: " + e + ".";
        }
        // Another start of this folder may have brought one meanwhile.
        Files.deleteIfExists(folder.resolve(TOKEN));
        say(ENDED, last);
    }

    private String fetched(Order order) throws Exception {
        String token = read(TOKEN).strip();
        Files.deleteIfExists(folder.resolve(TOKEN));
        Repository repository = new Repository(order, new Written(folder));
        if (isCancelled()) {
            return cleared(repository);
        }
        Tally tally = new Tally();
        try (Web web = new Web(new Site(order.endpoint(), token, order.agent()), environment)) {
            String listing = read(TREE);
            FutureTask<String> transfer = new FutureTask<>(() -> {
                new Transfer(order, repository, web, tally).run(listing);
                return DONE;
            });
            Thread thread = Thread.ofVirtual().name("transfer").start(transfer);
            if (!isStopped(transfer, order, tally)) {
                return transfer.get();
            }
            thread.interrupt();
            thread.join();
            if (transfer.state() == Future.State.SUCCESS) {
                return DONE;
            }
            // Who pauses may cancel before this was heard, and who cancels may resume: the word that lies there now
            // counts.
            return isCancelled() ? cleared(repository) : "paused";
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Until the transfer ends, or somebody wants it to; whether it is that. */
    private boolean isStopped(FutureTask<String> transfer, Order order, Tally tally) throws Exception {
        while (true) {
            try {
                transfer.get(500, TimeUnit.MILLISECONDS);
                beat(order, tally);
                return false;
            } catch (TimeoutException goesOn) {
                beat(order, tally);
                if (!read(STOP).isBlank()) {
                    return true;
                }
            }
        }
    }

    private boolean isCancelled() throws IOException {
        return read(STOP).strip().equals(CANCEL);
    }

    private static String cleared(Repository repository) throws IOException, InterruptedException {
        List<Piece> gone = repository.clear();
        return gone.isEmpty() ? CANCELLED : CANCELLED + "\n" + Words.removed(gone);
    }

    /** A full disk costs beats, never the transfer. */
    private void beat(Order order, Tally tally) {
        try {
            say(Beat.FILE, tally.beat(order).text());
        } catch (IOException e) {
            return;
        }
    }

    private String read(String name) throws IOException {
        try {
            return Files.readString(folder.resolve(name));
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private void say(String name, String text) throws IOException {
        Path fresh = folder.resolve("." + name + ".new");
        Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
        Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
