import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Reads flight recordings made with {@code pinned.jfc}, and says where virtual threads were pinned in code of GoTask. Exits
 * with 1 if one was, or if no recording saw a virtual thread start, for then it proves nothing.
 */
public final class PinnedThreads {

    private static final String OURS = "org.gotask.";

    private long started;
    private final Map<String, Integer> pinned = new TreeMap<>();

    /** The arguments are the recordings. */
    public static void main(String[] args) throws IOException {
        PinnedThreads found = new PinnedThreads();
        for (String file : args) {
            try (RecordingFile recording = new RecordingFile(Path.of(file))) {
                while (recording.hasMoreEvents()) {
                    found.add(recording.readEvent());
                }
            }
        }
        found.pinned.forEach((stack, times) -> System.err.printf("pinned %d times:%n%s%n", times, stack));
        System.out.printf(
                "%d recordings: %d virtual threads started, pinned at %d places%n",
                args.length, found.started, found.pinned.size());
        System.exit(found.started > 0 && found.pinned.isEmpty() ? 0 : 1);
    }

    private void add(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "jdk.VirtualThreadStart" -> started++;
            case "jdk.VirtualThreadPinned" -> {
                RecordedStackTrace stack = event.getStackTrace();
                if (stack != null && stack.getFrames().stream().anyMatch(PinnedThreads::isOurs)) {
                    pinned.merge(text(stack), 1, Integer::sum);
                }
            }
            default -> {}
        }
    }

    private static boolean isOurs(RecordedFrame frame) {
        return frame.getMethod().getType().getName().startsWith(OURS);
    }

    private static String text(RecordedStackTrace stack) {
        return stack.getFrames().stream()
                .map(frame -> "  " + frame.getMethod().getType().getName() + '.'
                        + frame.getMethod().getName() + ':' + frame.getLineNumber())
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
