package org.blackfish.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/** The folder of one repository in a cache, laid out as huggingface_hub reads it. */
public final class Repository {
    private static final String TAG = """
            Signature: 8a477f597d28d172789f06886806bc55
            # This file is a cache directory tag created by huggingface_hub.
            # For information about cache directory tags, see:
            #\thttps://bford.info/cachedir/
            """;

    private final Order order;
    private final Written written;
    private final Rights rights;
    private final Path folder;
    private final Unlinked unlinked;

    Repository(Order order, Written written) throws IOException {
        this.order = order;
        this.written = written;
        this.rights = Rights.of(order);
        this.folder = order.root().resolve(name(order.repo()));
        this.unlinked = new Unlinked(folder, "." + order.id() + ".cancelled.incomplete");
    }

    /** {@code models--namespace--name}. */
    public static String name(String repo) {
        return "models--" + repo.replace("/", "--");
    }

    /** What a blob is called while it is filled. */
    public static String partial(String etag) {
        return etag + ".blackfish.incomplete";
    }

    /** The folders, and the listing that tells a whole snapshot from a broken one; it is left out when empty. */
    void prepare(String listing) throws IOException {
        rights.makeFolders(order.root());
        Path tag = order.root().resolve("CACHEDIR.TAG");
        if (!Files.exists(tag, LinkOption.NOFOLLOW_LINKS)) {
            replace(tag, TAG);
        }
        for (String name : List.of("blobs", "refs", "snapshots")) {
            rights.makeFolders(own(folder.resolve(name)));
        }
        // A clearing that was killed before this download was resumed.
        unlinked.giveBack(Piece.etags(order.pieces()));
        list(listing);
    }

    /** Writes the listing, unless it is empty; noted when there is none, so that a cancelled download takes its own only. */
    void list(String listing) throws IOException {
        if (listing.isEmpty()) {
            return;
        }
        rights.makeFolders(own(folder.resolve("trees")));
        if (!Files.exists(tree(), LinkOption.NOFOLLOW_LINKS)) {
            written.note(Written.LISTING);
        }
        replace(tree(), listing);
    }

    /** Whoever may write here could else lead us to write elsewhere by a link. */
    private Path own(Path inside) throws IOException {
        for (Path part = inside; part != null && !part.equals(order.root()); part = part.getParent()) {
            if (Files.isSymbolicLink(part)) {
                throw Words.disk(part + " is a link and leads out of the cache; remove it and try again.");
            }
        }
        return inside;
    }

    Path blob(Piece piece) {
        return folder.resolve("blobs").resolve(piece.etag());
    }

    /** The blob is there with its size, be it through a link into the store that several repositories share. */
    boolean has(Piece piece) throws IOException {
        try {
            return Files.size(blob(piece)) == piece.size() && Files.isRegularFile(blob(piece));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Where we fill it; others of us go on there, the Python client leaves it alone. */
    Path partial(Piece piece) {
        return blob(piece).resolveSibling(partial(piece.etag()));
    }

    /** Whether a partial file may be gone on with; another account may have left it, closed to us or to others. */
    boolean isUsable(Path partial) {
        try {
            unlink(partial);
            if (Files.exists(partial, LinkOption.NOFOLLOW_LINKS)) {
                rights.onFile(partial);
                return Files.isWritable(partial);
            }
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** Nobody of ours fills a file through a link, and where it leads is not ours to write. */
    static void unlink(Path partial) throws IOException {
        if (Files.isSymbolicLink(partial)) {
            Files.delete(partial);
        }
    }

    /** As {@link #partial}, but of this download alone, for where no lock keeps others away. */
    Path lonePartial(Piece piece) {
        return blob(piece).resolveSibling(piece.etag() + "." + order.id() + ".incomplete");
    }

    Path lock(Piece piece) throws IOException {
        Path locks = order.root().resolve(".locks").resolve(name(order.repo()));
        rights.makeFolders(locks);
        return locks.resolve(piece.etag() + ".lock");
    }

    /** A small blob whole, by a name of its own. */
    void store(Piece piece, byte[] content) throws IOException {
        Path temporary = lonePartial(piece);
        fill(temporary, content);
        publish(temporary, piece);
    }

    /** Gives a partial file, which is whole now, its name; noted first, so that no kill leaves it to nobody. */
    void publish(Path partial, Piece piece) throws IOException {
        rights.onFile(partial);
        if (!Files.exists(blob(piece), LinkOption.NOFOLLOW_LINKS)) {
            written.note(piece.etag());
        }
        Files.move(partial, blob(piece), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The links of the commit: all at once when there are none yet, else one by one. */
    void link(List<Piece> pieces) throws IOException {
        Path snapshot = own(snapshot());
        if (Files.exists(snapshot, LinkOption.NOFOLLOW_LINKS)) {
            linkInto(snapshot, pieces);
            return;
        }
        Path fresh = fresh();
        Leftovers.remove(fresh);
        rights.makeFolders(fresh);
        linkInto(fresh, pieces);
        try {
            Files.move(fresh, snapshot, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException taken) {
            // Somebody else made the snapshot meanwhile: it is the same commit.
            Leftovers.remove(fresh);
            linkInto(snapshot, pieces);
        }
    }

    private void linkInto(Path snapshot, List<Piece> pieces) throws IOException {
        for (Piece piece : pieces) {
            Path link = snapshot.resolve(piece.path());
            Path parent = link.getParent();
            if (parent != null && !parent.equals(snapshot)) {
                rights.makeFolders(own(parent));
            }
            int depth = 2
                    + (int) piece.path().chars().filter(letter -> letter == '/').count();
            Path target = Path.of("../".repeat(depth) + "blobs/" + piece.etag());
            try {
                Files.createSymbolicLink(link, target);
            } catch (FileAlreadyExistsException there) {
                relink(link, target);
            }
        }
    }

    private void relink(Path link, Path target) throws IOException {
        if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
            return;
        }
        Path temporary = link.resolveSibling("." + order.id() + ".link");
        Files.deleteIfExists(temporary);
        Files.createSymbolicLink(temporary, target);
        Files.move(temporary, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Lets the branch or tag name the commit; without a newline, which the Python client would take for part of it. */
    void name() throws IOException {
        if (order.ref().isEmpty()) {
            return;
        }
        Path ref = own(folder.resolve("refs").resolve(order.ref()));
        Path parent = ref.getParent();
        if (parent != null) {
            rights.makeFolders(parent);
        }
        replace(ref, order.commit());
    }

    /**
     * Takes away what this download has begun, but nothing that another one fills now, and what it has finished and no
     * snapshot links to; the files that were whole.
     */
    List<Piece> clear() throws IOException, InterruptedException {
        for (String name : List.of("blobs", "snapshots", "trees")) {
            own(folder.resolve(name));
        }
        clearPartials();
        Leftovers.remove(fresh());
        Set<String> ours = written.names();
        if (ours.contains(Written.LISTING) && isShort()) {
            // It would say of a revision that is not there, or that was whole with fewer files, that it lacks some.
            Files.deleteIfExists(tree());
        }
        List<Piece> whole = order.pieces().stream()
                .filter(piece -> ours.contains(piece.etag()))
                .toList();
        Set<String> gone = unlinked.remove(Piece.etags(whole));
        written.forget();
        return whole.stream().filter(piece -> gone.contains(piece.etag())).toList();
    }

    private void clearPartials() throws IOException, InterruptedException {
        Locks locks = new Locks(this);
        for (Piece piece : order.pieces()) {
            Files.deleteIfExists(lonePartial(piece));
            if (Files.exists(partial(piece), LinkOption.NOFOLLOW_LINKS)) {
                try (HeldLock lock = locks.take(piece)) {
                    // Only who holds the lock ever fills it, so without one it is nobody's of ours.
                    if (lock.state() == HeldLock.State.HELD) {
                        Files.deleteIfExists(partial(piece));
                    }
                }
            }
        }
    }

    /** Whether the revision, which may not be there at all, lacks any of the files. */
    private boolean isShort() {
        return !order.pieces().stream()
                .allMatch(piece -> Files.exists(snapshot().resolve(piece.path())));
    }

    private Path snapshot() {
        return folder.resolve("snapshots").resolve(order.commit());
    }

    private Path tree() {
        return folder.resolve("trees").resolve(order.commit() + ".json");
    }

    /** A snapshot before it has its name, inside the repository: beside it other programs would take it for one. */
    private Path fresh() {
        return folder.resolve(".blackfish-" + order.id());
    }

    private void replace(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + "." + order.id() + ".tmp");
        fill(temporary, text.getBytes(StandardCharsets.UTF_8));
        rights.onFile(temporary);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static void fill(Path file, byte[] content) throws IOException {
        unlink(file);
        try (FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (FileSystemException named) {
            throw named;
        } catch (IOException e) {
            // A full disk is told without the file, and then it could be any.
            throw new FileSystemException(file.toString(), null, e.getMessage());
        }
    }
}
