package org.blackfish.image;

import java.util.Arrays;
import java.util.Optional;
import org.blackfish.settings.Images;

/** What needs an image of its own: a service with its engine, or batch jobs. */
public enum ImageUse {
    TEXT_GENERATION("text_generation", "Text generation", "vLLM", "vllm --version"),
    LLAMA_CPP("llama_cpp", "Text generation", "llama.cpp", "/app/llama-server --version"),
    SPEECH_RECOGNITION("speech_recognition", "Speech recognition", "Whisper", "python3 --version"),
    TIGERFLOW_ML("tigerflow_ml", "Batch jobs", "TigerFlow", "python3 --version");

    private final String key;
    private final String service;
    private final String engine;
    private final String trial;

    ImageUse(String key, String service, String engine, String trial) {
        this.key = key;
        this.service = service;
        this.engine = engine;
        this.trial = trial;
    }

    /** The name in {@code images.yaml} and in REST. */
    public String key() {
        return key;
    }

    /** The service in people's words. */
    public String service() {
        return service;
    }

    /** The program in the image by its own name. */
    public String engine() {
        return engine;
    }

    /** The words of a command that any good image of this use runs at once. */
    String[] trial() {
        return trial.split(" ", -1);
    }

    static Optional<ImageUse> of(String key) {
        return Arrays.stream(values()).filter(use -> use.key.equals(key)).findFirst();
    }

    String setting(Images images) {
        return switch (this) {
            case TEXT_GENERATION -> images.textGeneration();
            case LLAMA_CPP -> images.llamaCpp();
            case SPEECH_RECOGNITION -> images.speechRecognition();
            case TIGERFLOW_ML -> images.tigerflowMl();
        };
    }
}
