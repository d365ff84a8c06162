package org.blackfish.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands with the world that they work in, so that none needs anything static. */
final class Commands implements IFactory {
    private final World world;

    Commands(World world) {
        this.world = world;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == World.class) {
                return type.cast(constructor.newInstance(world));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }
}
