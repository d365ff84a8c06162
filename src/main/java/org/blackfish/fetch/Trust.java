package org.blackfish.fetch;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Which faults of an encrypted connection are those of its certificate, and so the same a second later. */
final class Trust {
    private Trust() {}

    static boolean isRefused(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    || cause instanceof CertPathValidatorException
                    || cause instanceof CertPathBuilderException
                    || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }

    /** What began it, without the names of classes that Java puts before its words. */
    static Throwable root(Throwable fault) {
        Throwable root = fault;
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }
}
