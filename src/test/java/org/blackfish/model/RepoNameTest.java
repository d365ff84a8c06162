package org.blackfish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.blackfish.problem.InvalidInput;
import org.junit.jupiter.api.Test;

class RepoNameTest {
    @Test
    void aFolderNamesItsRepository() {
        assertThat(RepoName.ofFolder("models--Qwen--Qwen2.5-0.5B")).hasValue(new RepoName("Qwen/Qwen2.5-0.5B"));
        assertThat(RepoName.ofFolder("models--gpt2")).hasValue(new RepoName("gpt2"));
        assertThat(RepoName.ofFolder("models--a--b--c")).hasValue(new RepoName("a/b--c"));
        assertThat(RepoName.ofFolder("datasets--a--b")).isEmpty();
        assertThat(RepoName.ofFolder("models--..--b")).isEmpty();
    }

    @Test
    void aRepositoryNamesItsFolder() {
        assertThat(new RepoName("a/b--c").folder()).isEqualTo("models--a--b--c");
        assertThat(new RepoName("gpt2").folder()).isEqualTo("models--gpt2");
    }

    @Test
    void traversalControlCharactersAndLengthAreRefused() {
        String[] wrong = {
            "", "..", "../x", "a/..", "a/../b", "/etc", "a/b/c", "a b", "a\nb", "a$(id)", "-x", "x".repeat(300)
        };
        for (String name : wrong) {
            assertThatThrownBy(() -> new RepoName(name)).as(name).isInstanceOf(InvalidInput.class);
        }
        assertThatThrownBy(() -> new RepoName("a\n../b"))
                .hasMessage("The model \"a?../b\" is no repository name; give namespace/name of letters, digits, dot,"
                        + " hyphen and underscore, or local/X for the file models/X.gguf.");
    }

    @Test
    void aRevisionIsACommitBranchOrTag() {
        RepoName.checkRevision("refs/pr/1");
        assertThatThrownBy(() -> RepoName.checkRevision("../../x"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("The revision \"../../x\" is no commit, branch or tag; leave it out for the newest.");
    }
}
