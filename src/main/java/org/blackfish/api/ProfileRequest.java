package org.blackfish.api;

import jakarta.json.JsonObject;
import java.util.List;
import org.blackfish.profile.ProfileOrder;
import org.jspecify.annotations.Nullable;

/**
 * A profile as it was asked for; {@code schema_type} as the reference has it, {@code schema} as profiles are shown.
 *
 * @param ignored names members of the body that nothing knew
 */
record ProfileRequest(ProfileOrder order, List<String> ignored) {
    ProfileRequest {
        ignored = List.copyOf(ignored);
    }

    /**
     * {@code InvalidInput} names every wrong field at once; 501 for what comes with a later version.
     *
     * @param name the profile's name when the address gives it, else null and the body must
     */
    static ProfileRequest read(JsonObject body, @Nullable String name) {
        JsonFields fields = new JsonFields(body);
        String schema = schema(fields);
        if (schema.equals("local")) {
            throw LaterResource.notYet("Adding and changing profiles without Slurm");
        }
        String given = name == null || fields.value("name") != null ? fields.neededText("name") : name;
        ProfileOrder order = new ProfileOrder(
                given,
                fields.neededText("host"),
                fields.neededText("user"),
                fields.neededText("home_dir"),
                fields.neededText("cache_dir"));
        List<String> ignored = fields.complete();
        if (!order.host().equals("localhost")) {
            throw LaterResource.notYet("A profile on another host than localhost");
        }
        return new ProfileRequest(order, ignored);
    }

    private static String schema(JsonFields fields) {
        String type = fields.text("schema_type");
        String schema = type == null ? fields.text("schema") : type;
        if (schema == null || schema.equals("slurm") || schema.equals("local")) {
            return schema == null ? "slurm" : schema;
        }
        fields.wrong(
                type == null ? "schema" : "schema_type",
                "There is no schema \"" + JsonFields.shown(schema) + "\"; give slurm or local.");
        return "slurm";
    }
}
