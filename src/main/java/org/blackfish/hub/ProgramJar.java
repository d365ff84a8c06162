package org.blackfish.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.blackfish.fetch.Fetch;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.blackfish.transport.LocalHost;

/** The transfer's program as one small archive, made from our own classes: it outlives the server's unpacked ones. */
final class ProgramJar {
    private static final int LONGEST = 1 << 20;

    private ProgramJar() {}

    static byte[] bytes() {
        Host here = new LocalHost();
        String folder = Fetch.class.getPackageName().replace('.', '/');
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(kept)) {
            for (Entry entry : here.list(classes())) {
                if (entry.name().endsWith(".class")) {
                    jar.putNextEntry(new JarEntry(folder + "/" + entry.name()));
                    jar.write(here.read(entry.path(), 0, LONGEST));
                    jar.closeEntry();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return kept.toByteArray();
    }

    private static Path classes() {
        URL own = Fetch.class.getResource(Fetch.class.getSimpleName() + ".class");
        try {
            Path parent = own == null ? null : Path.of(new URI(own.toString())).getParent();
            if (parent != null) {
                return parent;
            }
        } catch (URISyntaxException | IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
            throw new IllegalStateException("the classes of the transfer lie in no folder: " + own, e);
        }
        throw new IllegalStateException("the classes of the transfer were not found");
    }
}
