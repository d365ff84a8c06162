package org.blackfish.service;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A cause of failure that engines and Apptainer write into the job's log, and what it means in words. */
enum LogSign {
    NO_GUARD(
            "No module named 'blackfish_guard'|'blackfish_guard' has no attribute|unrecognized arguments:.*--middleware",
            "This image's vLLM cannot load Blackfish's guard, without which any user of the node could use the model; take"
                    + " an official image of vLLM, or one that knows --middleware and keeps PYTHONPATH."),
    CUSTOM_CODE(
            "[`'\"]trust_remote_code=True|contains custom code which must be executed"
                    + "|requires you to execute the (configuration|modeling) file",
            "The model brings Python code of its own, which runs only on request; read that code, then launch it with"
                    + " trust_remote_code."),
    NODE_MEMORY(
            "is less than requested memory for kv",
            "The memory that the engine wants for its cache is not there on the node; choose a tier with more memory."),
    GPU_MEMORY(
            "CUDA out of memory|CUDA error: out of memory|OutOfMemoryError|cudaMalloc failed: out of memory"
                    + "|No available memory for the cache blocks|is less than desired GPU memory utilization",
            "The model does not fit into the GPU's memory; choose a tier with more or larger GPUs."),
    MAIN_MEMORY(
            "std::bad_alloc|DefaultCPUAllocator: can't allocate memory|alloc_buffer: failed to allocate"
                    + "|Cannot allocate memory|^MemoryError|oom[-_]kill",
            "The engine needed more main memory than the job had; choose a tier with more memory."),
    GATED(
            "GatedRepoError|Access to model .* is restricted|Cannot access gated repo",
            "The model is gated, and not all of it is on disk; accept its licence on the Hub, and download the model again"
                    + " with a token that may read it."),
    MODEL_FILES(
            "is not a local folder and is not a valid model identifier|LocalEntryNotFoundError"
                    + "|OfflineModeIsEnabled|cannot find the requested files in the disk cache",
            "The engine looked for files of the model that are not on disk (an incomplete download); download the model"
                    + " again."),
    ARCHITECTURE(
            "unknown model architecture|Model architectures .* are not supported|does not recognize this architecture"
                    + "|has no vLLM implementation",
            "The engine does not know this kind of model; use a newer image of the engine, or another model."),
    NO_IMAGE(
            "FATAL: .*could not open image .*(no such file|failed to retrieve path)",
            "The image's SIF file is not there on the node; stage it again or ask the site."),
    BROKEN_IMAGE(
            "FATAL: .*image format not recognized|squashfuse_ll exited: Something went wrong",
            "The image's SIF file is damaged; stage it again."),
    CLOSED_IMAGE(
            "FATAL: .*is not readable by the current user",
            "The image's SIF file may not be read by this account; ask its owner for read access."),
    NO_FOLDER(
            "FATAL: .*mount source .* doesn't exist",
            "A folder that the job needs, such as the models folder, is not there on the node."),
    NO_CONTAINERS(
            "Failed to create user namespace|squashfuse_ll exited: fuse",
            "Apptainer cannot start containers on this node; ask the site to allow user namespaces and /dev/fuse."),
    NO_APPTAINER(
            "blackfish: the program apptainer is not on the PATH",
            "The node has no Apptainer; ask the site to install it or choose another partition."),
    BROKEN_MODEL(
            "SafetensorError|Error while deserializing header|invalid magic characters|bad magic|failed to read magic"
                    + "|not a GGUF file|gguf_init_from_file",
            "The model's file is damaged or of another format; download it again."),
    PORT_TAKEN(
            "Address already in use|couldn't bind (to )?HTTP server socket|address in use",
            "Another program took the engine's port on the node first; launch the service again."),
    WRONG_ARGUMENT(
            "unrecognized arguments|error: invalid argument|error while handling argument",
            "The engine refused one of its arguments; correct the engine arguments."),
    CONTEXT(
            "is greater than the derived max_model_len|larger than the maximum number of tokens that can be stored"
                    + "|larger than the available KV cache memory|failed to initialize the context|maximum model length"
                    + "|exceeds? the model's max",
            "The asked context length is more than the model or the memory allows; give a smaller one."),
    COMPILER(
            "No working C\\+\\+ compiler found",
            "The image has no compiler, which vLLM wants at its start; take an official image, or launch with the engine"
                    + " argument --enforce-eager."),
    GPU_COUNT(
            "must be divisible by tensor parallel size|not divisible by tensor_parallel_size",
            "The model cannot be split over this number of GPUs; choose a tier with another number, such as 1, 2 or 4."),
    NO_GPU(
            "No CUDA GPUs are available|Found no NVIDIA driver|no CUDA-capable device|Failed to infer device type"
                    + "|CUDA driver version is insufficient|libcuda\\.so\\S*: cannot open",
            "The engine found no GPU that it can use on the node; choose a tier with GPUs, or tell the site that the node's"
                    + " driver is missing or too old."),
    LIBRARY(
            "error while loading shared libraries|cannot open shared object file|ModuleNotFoundError: No module named"
                    + "|GLIBC_\\S+' not found",
            "A library is missing in the image or does not suit the node; stage the image again or use another version."),
    PROCESSOR(
            "Illegal instruction",
            "The engine was built for another processor than this node's; choose another partition or image.");

    /** What can still happen to an engine that has served; all else belongs to its start. */
    private static final Set<LogSign> WHILE_SERVING = EnumSet.of(GPU_MEMORY, MAIN_MEMORY, PROCESSOR);

    /** The lines in which vLLM prints its whole configuration, which may hold any word. */
    private static final Pattern SETTINGS = Pattern.compile("non-default args:|\\) with config: ");

    private final Pattern log;
    private final String words;

    LogSign(String log, String words) {
        this.log = Pattern.compile(log, Pattern.CASE_INSENSITIVE);
        this.words = words;
    }

    String words() {
        return words;
    }

    /**
     * The cause that an attempt's log shows: the last line with a sign counts, and of its signs the first of those above.
     * Once the engine has served, what was said before is over, and a request's own error is no cause.
     */
    static Optional<LogSign> in(LastAttempt log) {
        return log.serving().isEmpty()
                ? last(log.start(), EnumSet.allOf(LogSign.class))
                : last(log.serving(), WHILE_SERVING);
    }

    private static Optional<LogSign> last(String text, Set<LogSign> possible) {
        return text.lines()
                .filter(line -> !SETTINGS.matcher(line).find())
                .flatMap(line -> possible.stream()
                        .filter(sign -> sign.log.matcher(line).find())
                        .limit(1))
                .reduce((earlier, later) -> later);
    }
}
