package org.gotask.mesos;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gotask.mesos.auth.AuthenticationTimeouts;
import org.gotask.mesos.auth.Credential;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.detector.MasterDetectors;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.mesos.proto.FrameworkInfo;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a {@link MesosSchedulerDriver}. Immutable. Scheduler, framework and master are required; the
 * other properties have defaults:
 *
 * <ul>
 *   <li>acknowledgement: implicit
 *   <li>credential: none; the driver does not authenticate
 *   <li>registration: {@link RegistrationBackoff#fromEnvironment}
 *   <li>authentication: {@link AuthenticationTimeouts#fromEnvironment}
 *   <li>messenger: an {@link HttpMessenger} with {@link MessengerConfig#fromEnvironment}
 *   <li>the framework's user: the operating system's user name
 *   <li>the framework's host name: this machine's name
 * </ul>
 *
 * @param scheduler receives the callbacks
 * @param framework the framework to register
 * @param detector creates the detector when the driver is started
 * @param messenger the addresses and limits of the messenger
 * @param messengers creates the messenger when the driver is started
 * @param acknowledgements the party that acknowledges status updates
 * @param credential authenticates the driver before it registers; if empty, the driver does not authenticate
 * @param authentication the timeouts of authentication attempts
 * @param registration the intervals at which an unanswered registration is repeated
 */
public record DriverConfig(
        Scheduler scheduler,
        FrameworkInfo framework,
        Supplier<MasterDetector> detector,
        MessengerConfig messenger,
        Function<MessengerConfig, Messenger> messengers,
        AcknowledgementMode acknowledgements,
        Optional<Credential> credential,
        AuthenticationTimeouts authentication,
        RegistrationBackoff registration) {

    /** Rejects null; the builder validates the values. */
    public DriverConfig {
        Objects.requireNonNull(scheduler, "scheduler");
        Objects.requireNonNull(framework, "framework");
        Objects.requireNonNull(detector, "detector");
        Objects.requireNonNull(messenger, "messenger");
        Objects.requireNonNull(messengers, "messengers");
        Objects.requireNonNull(acknowledgements, "acknowledgements");
        Objects.requireNonNull(credential, "credential");
        Objects.requireNonNull(authentication, "authentication");
        Objects.requireNonNull(registration, "registration");
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a configuration; {@link #build} reports all problems together. Not thread-safe. */
    public static final class Builder {

        private @Nullable Scheduler scheduler;
        private @Nullable FrameworkInfo framework;
        private @Nullable String master;
        private @Nullable Supplier<MasterDetector> detector;
        private @Nullable String hostname;
        private @Nullable MessengerConfig messenger;
        private Function<MessengerConfig, Messenger> messengers = HttpMessenger::new;
        private AcknowledgementMode acknowledgements = AcknowledgementMode.IMPLICIT;
        private @Nullable Credential credential;
        private @Nullable AuthenticationTimeouts authentication;
        private @Nullable RegistrationBackoff registration;

        private Builder() {}

        /** Sets the scheduler, which receives the callbacks. Required. */
        public Builder scheduler(Scheduler value) {
            scheduler = value;
            return this;
        }

        /**
         * Sets the framework to register. A framework with an id takes over the registered framework of that id. An
         * empty user or host name is filled in. Required.
         */
        public Builder framework(FrameworkInfo value) {
            framework = value;
            return this;
        }

        /**
         * Sets the master, by a specification that {@link MasterDetectors} supports, such as {@code host:port}.
         * Required unless there is a {@link #detector(Supplier)}.
         */
        public Builder master(String value) {
            master = value;
            return this;
        }

        /**
         * Sets a detector that replaces {@link #master(String)}; the supplier is called once, when the driver is
         * started.
         */
        public Builder detector(Supplier<MasterDetector> value) {
            detector = value;
            return this;
        }

        /** Sets the addresses and limits of the messenger. */
        public Builder messenger(MessengerConfig value) {
            messenger = value;
            return this;
        }

        /** Sets a messenger that replaces the default one; the function is called once, when the driver is started. */
        public Builder messengers(Function<MessengerConfig, Messenger> value) {
            messengers = value;
            return this;
        }

        /** Sets the party that acknowledges status updates. */
        public Builder acknowledgements(AcknowledgementMode value) {
            acknowledgements = value;
            return this;
        }

        /** Sets the framework's host name, which Mesos shows; overrides that of {@link #framework(FrameworkInfo)}. */
        public Builder hostname(String value) {
            hostname = value;
            return this;
        }

        /** Sets the credential with which the driver authenticates before it registers. */
        public Builder credential(Credential value) {
            credential = value;
            return this;
        }

        /** Sets the timeouts of authentication attempts. */
        public Builder authentication(AuthenticationTimeouts value) {
            authentication = value;
            return this;
        }

        /** Sets the intervals at which an unanswered registration is repeated. */
        public Builder registration(RegistrationBackoff value) {
            registration = value;
            return this;
        }

        /**
         * Validates and creates the configuration. May query the name service for this machine's name.
         *
         * @throws IllegalArgumentException if a property is missing or malformed; the message lists all problems
         */
        public DriverConfig build() {
            List<String> problems = new ArrayList<>();
            Scheduler checkedScheduler = given(scheduler, "scheduler is missing", problems);
            FrameworkInfo checkedFramework = given(framework, "framework is missing", problems);
            if (checkedFramework != null && checkedFramework.getName().isEmpty()) {
                problems.add("framework name is empty");
            }
            if (hostname != null && hostname.isBlank()) {
                problems.add("hostname is blank: hostname='" + hostname + "'");
            }
            MessengerConfig checkedMessenger = read(messenger, MessengerConfig::fromEnvironment, problems);
            AuthenticationTimeouts checkedAuthentication =
                    read(authentication, AuthenticationTimeouts::fromEnvironment, problems);
            RegistrationBackoff checkedRegistration =
                    read(registration, RegistrationBackoff::fromEnvironment, problems);
            Supplier<MasterDetector> checkedDetector = detector(problems);
            if (!problems.isEmpty()
                    || checkedScheduler == null
                    || checkedFramework == null
                    || checkedMessenger == null
                    || checkedAuthentication == null
                    || checkedRegistration == null
                    || checkedDetector == null) {
                throw new IllegalArgumentException("invalid driver configuration: " + String.join("; ", problems));
            }
            return new DriverConfig(
                    checkedScheduler,
                    complete(checkedFramework),
                    checkedDetector,
                    checkedMessenger,
                    messengers,
                    acknowledgements,
                    Optional.ofNullable(credential),
                    checkedAuthentication,
                    checkedRegistration);
        }

        private @Nullable Supplier<MasterDetector> detector(List<String> problems) {
            if (detector != null) {
                if (master != null) {
                    problems.add("master and detector are both set, expected only one of them");
                }
                return detector;
            }
            if (master == null) {
                problems.add("master is missing");
                return null;
            }
            try {
                String specification = MasterDetectors.resolve(master);
                MasterDetectors.check(specification);
                return () -> MasterDetectors.create(specification);
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
                return null;
            }
        }

        private static <T> @Nullable T read(
                @Nullable T given, Function<Map<String, String>, T> fromEnvironment, List<String> problems) {
            if (given != null) {
                return given;
            }
            try {
                return fromEnvironment.apply(System.getenv());
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
                return null;
            }
        }

        private FrameworkInfo complete(FrameworkInfo given) {
            FrameworkInfo.Builder completed = given.toBuilder();
            if (given.getUser().isEmpty()) {
                completed.setUser(System.getProperty("user.name", ""));
            }
            if (hostname != null) {
                completed.setHostname(hostname);
            } else if (given.getHostname().isEmpty()) {
                completed.setHostname(localHostname());
            }
            if (given.hasId() && given.getId().getValue().isEmpty()) {
                completed.clearId();
            }
            return completed.build();
        }

        private static String localHostname() {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException nameless) {
                return "localhost";
            }
        }

        private static <T> @Nullable T given(@Nullable T value, String problem, List<String> problems) {
            if (value == null) {
                problems.add(problem);
            }
            return value;
        }
    }
}
