package org.blackfish.transport;

/** Who may read what we write: ourselves only (0600, folders 0700), or everybody (0644, folders 0755). */
public enum Access {
    PRIVATE("rw-------", "rwx------"),
    SHARED("rw-r--r--", "rwxr-xr-x");

    private final String file;
    private final String folder;

    Access(String file, String folder) {
        this.file = file;
        this.folder = folder;
    }

    String file() {
        return file;
    }

    String folder() {
        return folder;
    }
}
