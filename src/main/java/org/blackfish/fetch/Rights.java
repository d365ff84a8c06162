package org.blackfish.fetch;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import org.jspecify.annotations.Nullable;

/** Who may read what a transfer makes: as the umask says, or everybody, with the group of the shared folder. */
final class Rights {
    private static final int ENTER = 0755;
    private static final int READ = 0644;
    private static final int GROUP_WRITES = 020;
    private static final int KEEP_GROUP = 02000;

    private final boolean shared;
    private final int more;
    private final int sticky;
    private final @Nullable GroupPrincipal group;

    private Rights(boolean shared, int more, int sticky, @Nullable GroupPrincipal group) {
        this.shared = shared;
        this.more = more;
        this.sticky = sticky;
        this.group = group;
    }

    static Rights of(Order order) throws IOException {
        Path model = order.root();
        while (order.shared() && !Files.isDirectory(model) && model.getParent() != null) {
            model = model.getParent();
        }
        if (!order.shared()) {
            return new Rights(false, 0, 0, null);
        }
        int mode = (Integer) Files.getAttribute(model, "unix:mode");
        GroupPrincipal group =
                Files.readAttributes(model, PosixFileAttributes.class).group();
        return new Rights(true, mode & GROUP_WRITES, mode & KEEP_GROUP, group);
    }

    /** Makes a folder and those above it that are not there. */
    void makeFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            makeFolders(parent);
        }
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(folder)) {
                return;
            }
            throw e;
        }
        change(folder, ENTER | more | sticky);
    }

    void onFile(Path file) throws IOException {
        change(file, READ | more);
    }

    private void change(Path path, int mode) throws IOException {
        if (!shared) {
            return;
        }
        if (group != null) {
            try {
                Files.getFileAttributeView(path, PosixFileAttributeView.class).setGroup(group);
            } catch (FileSystemException notOurs) {
                // We are not in that group; what everybody may read is readable all the same.
            }
        }
        allow(path, mode);
    }

    /** What another account made only that account may change; what is open enough may stay as it is. */
    private static void allow(Path path, int mode) throws IOException {
        try {
            Files.setAttribute(path, "unix:mode", mode);
        } catch (FileSystemException notOurs) {
            int now = (Integer) Files.getAttribute(path, "unix:mode");
            if ((now & mode) != mode) {
                throw notOurs;
            }
        }
    }
}
