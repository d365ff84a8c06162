package org.blackfish.model;

/** How a model's weights are kept, which decides the engine. */
public enum Format {
    GGUF,
    SAFETENSORS,
    OTHER
}
