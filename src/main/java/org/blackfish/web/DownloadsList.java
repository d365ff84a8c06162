package org.blackfish.web;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.blackfish.hub.Downloads;
import org.jspecify.annotations.Nullable;
import org.primefaces.PrimeFaces;

/** The downloads of the chosen profile, going on and over. */
@Named
@ViewScoped
public class DownloadsList implements Serializable {
    private static final long serialVersionUID = 1L;

    // Views live in memory only, so nothing of this is ever written out.
    private final transient Downloads downloads;
    private final String profile;
    private transient @Nullable List<DownloadRow> rows;

    @Inject
    DownloadsList(Downloads downloads, Shell shell) {
        this.downloads = downloads;
        this.profile = shell.profile().name();
    }

    public List<DownloadRow> rows() {
        List<DownloadRow> known = rows;
        if (known == null) {
            known = downloads.list().stream()
                    .filter(download -> download.profile().equals(profile))
                    .map(DownloadRow::of)
                    .toList();
            rows = known;
        }
        return known;
    }

    /** Reads anew. Rows come anew only when one is another than before, so that no button goes from under a finger. */
    public void refresh() {
        List<String> before = words();
        rows = null;
        if (!words().equals(before) && PrimeFaces.current().isAjaxRequest()) {
            PrimeFaces.current().ajax().update("models:going");
        }
    }

    private List<String> words() {
        return rows().stream().map(row -> row.id() + row.word()).toList();
    }

    public void pause(DownloadRow row) {
        downloads.pause(row.id());
        rows = null;
    }

    public void resume(DownloadRow row) {
        OnThePage.kept(() -> downloads.resume(row.id()));
        rows = null;
    }

    public void cancel(DownloadRow row) {
        downloads.cancel(row.id());
        rows = null;
    }

    public void dismiss(DownloadRow row) {
        downloads.forget(row.id());
        rows = null;
    }
}
