package org.blackfish.cache;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.blackfish.hub.Download;
import org.blackfish.hub.DownloadStatus;
import org.blackfish.hub.Downloads;
import org.blackfish.hub.RepoId;
import org.blackfish.image.Pull;
import org.blackfish.image.Pulls;
import org.blackfish.profile.Profile;

/** What is {@link UnderWay}: a pull in a long queue, and a download that was paused or can be tried again. */
@ApplicationScoped
public class PullsAndDownloads implements UnderWay {
    private final Pulls pulls;
    private final Downloads downloads;

    @Inject
    PullsAndDownloads(Pulls pulls, Downloads downloads) {
        this.pulls = pulls;
        this.downloads = downloads;
    }

    @Override
    public Set<Path> folders(Profile profile) {
        return folders(pulls.list(profile), downloads.list());
    }

    static Set<Path> folders(List<Pull> pulls, List<Download> downloads) {
        return Stream.concat(
                        pulls.stream().filter(Pull::isLive).map(Pull::folder),
                        downloads.stream()
                                .filter(PullsAndDownloads::mayGoOn)
                                .map(download -> download.root().resolve(new RepoId(download.repo()).folder())))
                .collect(Collectors.toSet());
    }

    private static boolean mayGoOn(Download download) {
        return download.status() != DownloadStatus.COMPLETED && download.status() != DownloadStatus.CANCELLED;
    }
}
