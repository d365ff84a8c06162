package org.blackfish.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.blackfish.fetch.Piece;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The store of downloads in the real server over the real PostgreSQL, and the program as that server packs it. */
@ExtendWith(ArquillianExtension.class)
class DownloadRecordsIT {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00.123456Z");

    @Inject
    private DownloadRecords records;

    /** The WAR as it is shipped, but for the filter: the test's own requests carry no token. */
    @Deployment
    static WebArchive war() {
        WebArchive war = ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/blackfish.war"));
        war.delete("WEB-INF/classes/org/blackfish/security/AccessFilter.class");
        return war;
    }

    @Test
    void everyFactComesBackAsItWasStored() {
        UUID id = UUID.randomUUID();
        records.add(record(id));
        Download read = records.find(id).orElseThrow().view(Optional.empty());
        assertEquals(NOW, read.createdAt());
        assertEquals("acme/tiny", read.repo());
        assertEquals("v1", read.revision());
        assertEquals(Path.of("/cache/models"), read.root());
        assertEquals(DownloadStatus.PENDING, read.status());
        assertEquals(1_000_000L, read.bytesTotal());

        records.change(id, row -> row.begun("77", NOW));
        records.change(id, row -> row.moveTo(DownloadStatus.FAILED, "The disk is full.", NOW.plusSeconds(5)));
        Download failed = records.find(id).orElseThrow().view(Optional.empty());
        assertEquals(Optional.of("77"), failed.job());
        assertEquals("The disk is full.", failed.sentence());
        assertEquals(NOW.plusSeconds(5), failed.updatedAt());
        assertTrue(records.all().stream().anyMatch(row -> row.id().equals(id)));

        records.remove(id);
        assertTrue(records.find(id).isEmpty());
    }

    @Test
    void theServerPacksTheProgramFromItsOwnClasses() throws Exception {
        boolean found = false;
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(ProgramJar.bytes()))) {
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                found |= entry.getName().equals("org/blackfish/fetch/Fetch.class");
            }
        }
        assertTrue(found);
    }

    private static DownloadRecord record(UUID id) {
        HubModel model = new HubModel(
                "acme/tiny",
                "0".repeat(40),
                "text-generation",
                "mit",
                "",
                false,
                0,
                0,
                "",
                "",
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of());
        List<HubFile> files = List.of(new HubFile(
                new Piece("config.json", 1_000_000, "a".repeat(40), false), "a".repeat(40), Optional.empty()));
        DownloadPlan plan = new DownloadPlan(
                model,
                Path.of("/cache/models"),
                files,
                true,
                1_000_000,
                1_000_000,
                Optional.empty(),
                Map.of(),
                Optional.empty());
        DownloadOrder order = new DownloadOrder(
                new RepoId("acme/tiny"), "v1", true, FileChoice.WHOLE, DownloadSite.SLURM, Optional.of("cpu"));
        return new DownloadRecord(id, "here", order, plan, Path.of("/home/ada/downloads/x"), NOW);
    }
}
