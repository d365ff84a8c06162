package org.blackfish.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.blackfish.model.CatalogueEntry;
import org.blackfish.model.CatalogueTable;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** Feeds the table of models page by page, so that thousands cost no more than those that are shown. */
public class ModelTable extends LazyDataModel<ModelRow> {
    private static final long serialVersionUID = 1L;

    private final transient CatalogueTable table;
    private final String profile;
    private String words = "";

    ModelTable(CatalogueTable table, String profile) {
        this.table = table;
        this.profile = profile;
    }

    void search(String wanted) {
        words = wanted;
    }

    @Override
    public int count(Map<String, FilterMeta> filters) {
        return table.count(profile, words);
    }

    @Override
    public List<ModelRow> load(int first, int pageSize, Map<String, SortMeta> sorts, Map<String, FilterMeta> filters) {
        SortMeta sort = sorts.values().stream().findFirst().orElse(null);
        CatalogueTable.Order order =
                sort == null ? CatalogueTable.Order.NAME : CatalogueTable.Order.valueOf(sort.getField());
        List<CatalogueEntry> lines = table.lines(
                profile, words, order, sort != null && sort.getOrder().isDescending(), first, pageSize);
        Map<String, List<CatalogueEntry>> others =
                table.others(profile, lines.stream().map(CatalogueEntry::repo).toList());
        return lines.stream()
                .map(line -> ModelRow.of(
                        line,
                        others.getOrDefault(line.repo(), List.of()).stream()
                                .map(other -> ModelRow.of(other, List.of()))
                                .toList()))
                .toList();
    }

    @Override
    public String getRowKey(ModelRow row) {
        return row.id().toString();
    }

    @Override
    public ModelRow getRowData(String key) {
        return Objects.requireNonNull(getWrappedData()).stream()
                .filter(row -> row.id().toString().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
