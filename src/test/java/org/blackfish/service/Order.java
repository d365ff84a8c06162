package org.blackfish.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.blackfish.settings.Secret;
import org.jspecify.annotations.Nullable;

/** An order, field by field. */
final class Order {
    private final String name;
    private final String repo;
    private String kind = "text_generation";
    private @Nullable String profile;
    private @Nullable String revision;
    private @Nullable String image;
    private @Nullable String engine;
    private @Nullable String tier;
    private @Nullable String partition;
    private @Nullable Integer cpus;
    private @Nullable Integer memory;
    private @Nullable Integer gpus;
    private @Nullable Duration time;
    private @Nullable String constraint;
    private List<String> arguments = List.of();
    private Map<String, String> variables = Map.of();
    private boolean trust;
    private @Nullable Integer idle;
    private @Nullable Secret key;
    private @Nullable String idempotencyKey;

    Order(String name, String repo) {
        this.name = name;
        this.repo = repo;
    }

    LaunchOrder build() {
        return new LaunchOrder(
                name,
                kind,
                repo,
                profile,
                revision,
                image,
                engine,
                tier,
                partition,
                cpus,
                memory,
                gpus,
                time,
                constraint,
                null,
                EngineOptions.of(arguments, variables, trust),
                null,
                idle,
                key,
                idempotencyKey);
    }

    Order kind(String value) {
        kind = value;
        return this;
    }

    Order profile(String value) {
        profile = value;
        return this;
    }

    Order revision(String value) {
        revision = value;
        return this;
    }

    Order image(String value) {
        image = value;
        return this;
    }

    Order engine(String value) {
        engine = value;
        return this;
    }

    Order tier(String value) {
        tier = value;
        return this;
    }

    Order partition(String value) {
        partition = value;
        return this;
    }

    Order numbers(int cores, int memoryGb, int gpuCount) {
        cpus = cores;
        memory = memoryGb;
        gpus = gpuCount;
        return this;
    }

    Order time(Duration value) {
        time = value;
        return this;
    }

    Order constraint(String value) {
        constraint = value;
        return this;
    }

    Order arguments(String... values) {
        arguments = List.of(values);
        return this;
    }

    Order variables(Map<String, String> values) {
        variables = values;
        return this;
    }

    Order trust() {
        trust = true;
        return this;
    }

    Order idle(int minutes) {
        idle = minutes;
        return this;
    }

    Order key(Secret value) {
        key = value;
        return this;
    }

    Order once(String value) {
        idempotencyKey = value;
        return this;
    }
}
