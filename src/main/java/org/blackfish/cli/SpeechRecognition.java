package org.blackfish.cli;

import picocli.CommandLine.Command;

@Command(name = "speech-recognition", hidden = true, description = "Speech recognition comes with a later version.")
final class SpeechRecognition extends Later {
    SpeechRecognition() {
        super("Speech recognition comes");
    }
}
