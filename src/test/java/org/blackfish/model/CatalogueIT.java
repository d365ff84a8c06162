package org.blackfish.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.UnknownItem;
import org.blackfish.profile.LocalProfile;
import org.blackfish.profile.Profile;
import org.blackfish.profile.ProfileRenamed;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The catalogue over the real PostgreSQL, in step with real folders. */
@ExtendWith(ArquillianExtension.class)
class CatalogueIT {
    private static final Instant USED = Instant.parse("2026-11-22T12:00:00Z");

    private Path home = Path.of(".");
    private Profile profile = new LocalProfile("none", home, home, false);
    private HubFolder folder = new HubFolder(home);

    @Inject
    private Library library;

    @Inject
    private Catalogue catalogue;

    @Inject
    private Event<ProfileRenamed> renames;

    /** The WAR as it is shipped, but for the filter: the test's own requests carry no token. */
    @Deployment
    static WebArchive war() {
        WebArchive war = ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/blackfish.war"));
        war.delete("WEB-INF/classes/org/blackfish/security/AccessFilter.class");
        return war.addClass(HubFolder.class);
    }

    @BeforeEach
    void makeProfile() throws IOException {
        home = Files.createTempDirectory("bf");
        String name = "p" + UUID.randomUUID();
        profile = new LocalProfile(name, home.resolve("home"), home.resolve("cache"), false);
        folder = new HubFolder(Files.createDirectories(home.resolve("home/models")));
    }

    @AfterEach
    void forgetProfile() throws IOException {
        try (var all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        library.look(profile);
        assertEquals(0, catalogue.count(CatalogueFilter.ofProfile(profile.name())));
    }

    private List<CatalogueEntry> all() {
        library.look(profile);
        return catalogue.list(CatalogueFilter.ofProfile(profile.name()), 0, Integer.MAX_VALUE);
    }

    private static List<String> names(List<CatalogueEntry> entries) {
        return entries.stream()
                .map(entry -> entry.repo() + " " + entry.revision())
                .toList();
    }

    @Test
    void itIsWhatLiesOnDiskAndKeepsWhatItKnows() throws IOException {
        folder.file("lab/B", HubFolder.FIRST, "model.safetensors", "a".repeat(64), 1_500)
                .text(
                        "lab/B",
                        HubFolder.FIRST,
                        "config.json",
                        "{\"architectures\": [\"LlamaForCausalLM\"],"
                                + " \"max_position_embeddings\": 4096, \"torch_dtype\": \"float16\"}")
                .text("lab/B", HubFolder.FIRST, "README.md", "---\nlicense: mit\n---\n");
        Files.write(folder.path().resolve("alone.gguf"), new byte[10]);
        List<CatalogueEntry> first = all();
        assertEquals(List.of("lab/B " + HubFolder.FIRST, "local/alone null"), names(first));
        CatalogueEntry model = first.getFirst();
        assertEquals("text-generation", model.image());
        assertEquals(1.5e-6, model.sizeGb());
        assertEquals(3, model.files());
        assertEquals("LlamaForCausalLM", model.architecture());
        assertEquals(4096, model.contextLength());
        assertEquals("float16", model.dtype());
        assertEquals("mit", model.license());
        assertEquals(Source.FOUND, model.source());
        assertNull(model.lastUsedAt());

        catalogue.used(profile.name(), "lab/B", HubFolder.FIRST, USED);
        catalogue.used(profile.name(), "lab/B", HubFolder.FIRST, USED.minusSeconds(60));
        folder.file("lab/B", HubFolder.SECOND, "model.safetensors", "b".repeat(64), 2_500)
                .ref("lab/B", "main", HubFolder.SECOND);
        List<CatalogueEntry> second = all();
        assertEquals(
                List.of("lab/B " + HubFolder.SECOND, "lab/B " + HubFolder.FIRST, "local/alone null"), names(second));
        assertEquals(model.id(), second.get(1).id());
        assertEquals(model.createdAt(), second.get(1).createdAt());
        assertEquals(USED, second.get(1).lastUsedAt());
        assertEquals(1, second.get(1).rank());
        assertEquals("mit", second.get(1).license());

        Files.delete(folder.path().resolve("alone.gguf"));
        assertEquals(2, all().size());
        assertThrows(UnknownItem.class, () -> catalogue.get(first.get(1).id()));
    }

    @Test
    void aRenamedProfileKeepsWhatIsKnownOfItsModels() throws IOException {
        folder.file("lab/m", HubFolder.FIRST, "model.safetensors", "a".repeat(64), 1_000);
        CatalogueEntry before = all().getFirst();
        Profile old = profile;
        profile = new LocalProfile("p" + UUID.randomUUID(), home.resolve("home"), home.resolve("cache"), false);
        all();
        renames.fire(new ProfileRenamed(old.name(), profile.name()));
        assertEquals(0, catalogue.count(CatalogueFilter.ofProfile(old.name())));
        assertEquals(
                List.of(before.id()), all().stream().map(CatalogueEntry::id).toList());
        assertEquals(before.createdAt(), all().getFirst().createdAt());
    }

    @Test
    void aRenameThatIsFollowedTwiceOrTakenBackUnfollowedCostsNoRow() throws IOException {
        folder.file("lab/m", HubFolder.FIRST, "model.safetensors", "a".repeat(64), 1_000);
        UUID before = all().getFirst().id();
        Profile old = profile;
        profile = new LocalProfile("p" + UUID.randomUUID(), home.resolve("home"), home.resolve("cache"), false);
        // Taken back before any row had followed.
        renames.fire(new ProfileRenamed(profile.name(), old.name()));
        assertEquals(List.of(before), ids(old));
        renames.fire(new ProfileRenamed(old.name(), profile.name()));
        renames.fire(new ProfileRenamed(old.name(), profile.name()));
        assertEquals(List.of(before), ids(profile));
    }

    private List<UUID> ids(Profile of) {
        return catalogue.list(CatalogueFilter.ofProfile(of.name()), 0, 10).stream()
                .map(CatalogueEntry::id)
                .toList();
    }

    @Test
    void whatNoColumnTakesLeavesTheOthersKnown() throws IOException {
        folder.file("lab/a", HubFolder.FIRST, "model.safetensors", "a".repeat(64), 1_000)
                .text("lab/a", HubFolder.FIRST, "config.json", "{\"architectures\": [\"a\\u0000b\"]}")
                .file("lab/b", HubFolder.FIRST, "model.safetensors", "a".repeat(64), 1_000)
                .text("lab/b", HubFolder.FIRST, "README.md", "---\nlicense: mit\n---\n");
        List<CatalogueEntry> both = all();
        assertEquals("a?b", both.getFirst().architecture());
        assertEquals("mit", both.getLast().license());
    }

    @Test
    void anOlderWholeRevisionRunsBeforeABrokenOneThatMainNames() throws IOException {
        folder.file("lab/m", HubFolder.FIRST, "model.safetensors", "a".repeat(64), 1_000)
                .file("lab/m", HubFolder.SECOND, "model.safetensors", "b".repeat(64), 500)
                .tree("lab/m", HubFolder.SECOND, "{\"files\": {\"model.safetensors\": {\"size\": 2000}}}")
                .ref("lab/m", "main", HubFolder.SECOND);
        assertEquals(List.of("lab/m " + HubFolder.FIRST, "lab/m " + HubFolder.SECOND), names(all()));
        assertEquals(0, all().getFirst().rank());
        folder.tree("lab/m", HubFolder.SECOND, "{\"files\": {\"model.safetensors\": {\"size\": 1500}}}");
        Files.write(folder.repo("lab/m").resolve("blobs").resolve("b".repeat(64)), new byte[1_500]);
        assertEquals(List.of("lab/m " + HubFolder.SECOND, "lab/m " + HubFolder.FIRST), names(all()));
    }

    @Test
    void whatBrokeOffSaysSoUntilItIsWhole() throws IOException {
        folder.file("lab/m", HubFolder.FIRST, "model.safetensors", "a".repeat(64), 1_000)
                .tree(
                        "lab/m",
                        HubFolder.FIRST,
                        "{\"files\": {\"model.safetensors\": {\"size\": 1000}," + " \"config.json\": {\"size\": 2}}}");
        assertEquals(
                "config.json is in its listing but not there", all().getFirst().defect());
        folder.text("lab/m", HubFolder.FIRST, "config.json", "{}");
        assertNull(all().getFirst().defect());
    }

    @Test
    void aClientFillsInWhatFilesDoNotSay() throws IOException {
        folder.file("lab/m", HubFolder.FIRST, "model.safetensors", "a".repeat(64), 1_000);
        Hearsay told = new Hearsay(Source.ADDED, "image-text-to-text", null, 7_000_000_000L, "bfloat16");
        CatalogueEntry added = library.add(profile, "lab/m", HubFolder.FIRST, told);
        assertEquals("image-text-to-text", added.image());
        assertEquals(7_000_000_000L, added.parameterCount());
        assertEquals(Source.ADDED, added.source());
        assertEquals(added.id(), library.add(profile, "lab/m", null, told).id());
        InvalidInput refused = assertThrows(InvalidInput.class, () -> library.add(profile, "lab/none", null, told));
        assertEquals(
                "The model lab/none does not lie in " + home.resolve("cache/models") + " or "
                        + home.resolve("home/models")
                        + " as models--lab--none; put it there first, or download it.",
                refused.getMessage());
    }

    @Test
    void tasksThatServeAWishAndUnknownOnesPassItsFilter() throws IOException {
        folder.file("lab/text", HubFolder.FIRST, "model.safetensors", "a".repeat(64), 10)
                .text("lab/text", HubFolder.FIRST, "README.md", "---\npipeline_tag: any-to-any\n---\n")
                .file("lab/who", HubFolder.FIRST, "model.safetensors", "b".repeat(64), 10)
                .file("lab/hear", HubFolder.FIRST, "model.safetensors", "c".repeat(64), 10)
                .text(
                        "lab/hear",
                        HubFolder.FIRST,
                        "README.md",
                        "---\npipeline_tag: automatic-speech-recognition\n---\n");
        library.look(profile);
        assertEquals(
                List.of("lab/text " + HubFolder.FIRST, "lab/who " + HubFolder.FIRST),
                names(ofImage("text_generation")));
        assertEquals(
                List.of("lab/hear " + HubFolder.FIRST, "lab/who " + HubFolder.FIRST),
                names(ofImage("speech-recognition")));
    }

    private List<CatalogueEntry> ofImage(String image) {
        return catalogue.list(new CatalogueFilter(List.of(profile.name()), image, null, null), 0, 10);
    }

    @Test
    void hundredsOfModelsAreReadInTheBackgroundAndListedByPages() throws IOException {
        for (int at = 0; at < 250; at++) {
            String repo = String.format("lab/m%03d", at);
            folder.file(repo, HubFolder.FIRST, "model.safetensors", "a".repeat(64), 10)
                    .text(repo, HubFolder.FIRST, "README.md", "---\nlicense: mit\n---\n");
        }
        library.look(profile);
        CatalogueFilter filter = CatalogueFilter.ofProfile(profile.name());
        assertEquals(250, catalogue.count(filter));
        List<CatalogueEntry> page = catalogue.list(filter, 240, 20);
        assertEquals(10, page.size());
        assertEquals("lab/m240", page.getFirst().repo());
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (catalogue.list(filter, 0, 250).stream().anyMatch(entry -> entry.license() == null)) {
            assertTrue(System.nanoTime() < deadline, "the licences were not read");
            Thread.onSpinWait();
        }
        catalogue.measure();
        assertEquals("lab/m240", catalogue.list(filter, 240, 20).getFirst().repo());
        assertNotEquals(0, library.look(profile).copies().size());
    }
}
