package org.blackfish.hub;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.blackfish.fetch.Piece;

/** What the hub's answers mean; pure. */
final class HubReading {
    private HubReading() {}

    static HubModel model(Facts said) {
        List<String> tags = said.texts("tags");
        Facts config = said.at("config");
        List<String> architectures = config.texts("architectures");
        String gguf = said.at("gguf").text("architecture");
        return new HubModel(
                said.text("id"),
                said.text("sha"),
                said.text("pipeline_tag"),
                licence(said, tags),
                said.text("gated").isEmpty() && said.flag("gated") ? "auto" : said.text("gated"),
                said.flag("private"),
                said.number("downloads").orElse(0),
                said.number("likes").orElse(0),
                said.text("lastModified"),
                said.text("library_name"),
                architectures.isEmpty()
                        ? Optional.of(gguf).filter(name -> !name.isEmpty())
                        : Optional.of(architectures.getFirst()),
                said.at("gguf").number("context_length"),
                first(said.at("safetensors").number("total"), said.at("gguf").number("total")),
                said.number("usedStorage"),
                tags);
    }

    private static OptionalLong first(OptionalLong one, OptionalLong other) {
        return one.isPresent() ? one : other;
    }

    private static String licence(Facts said, List<String> tags) {
        String card = said.at("cardData").text("license");
        return card.isEmpty()
                ? tags.stream()
                        .filter(tag -> tag.startsWith("license:"))
                        .map(tag -> tag.substring("license:".length()))
                        .findFirst()
                        .orElse("")
                : card;
    }

    /** Empty for what is no file, such as a folder. */
    static Optional<HubFile> file(Facts entry) {
        if (!entry.text("type").equals("file")) {
            return Optional.empty();
        }
        Facts lfs = entry.at("lfs");
        boolean large = entry.has("lfs");
        Piece piece = new Piece(
                entry.text("path"),
                (large ? lfs : entry).number("size").orElse(-1),
                (large ? lfs : entry).text("oid"),
                large);
        Optional<String> xet = Optional.of(entry.text("xetHash")).filter(hash -> hash.matches("[0-9a-f]{64}"));
        return Optional.of(new HubFile(piece, entry.text("oid"), xet));
    }

    static HubAccount account(Facts said) {
        Facts token = said.at("auth").at("accessToken");
        return new HubAccount(
                said.text("name"),
                said.text("fullname"),
                said.text("email"),
                said.text("avatarUrl"),
                token.text("displayName"),
                token.text("role"),
                token.text("createdAt"));
    }
}
