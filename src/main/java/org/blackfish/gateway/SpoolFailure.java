package org.blackfish.gateway;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A body could not be kept on this machine's disk: a failure of ours, which the caller is told of. */
final class SpoolFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SpoolFailure(Path folder, IOException cause) {
        super(
                "The body could not be kept in " + folder + " while its \"model\" was looked for ("
                        + (cause instanceof NoSuchFileException ? "the folder is gone" : cause.getMessage())
                        + "); make room there, or give \"model\" before the large fields.",
                cause);
    }
}
