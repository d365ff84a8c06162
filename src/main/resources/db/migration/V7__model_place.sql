-- The cache of Hugging Face's own programs is a third place that models are read from.
alter table model drop constraint model_place_check;
alter table model add constraint model_place_check check (place in ('HOME', 'SHARED', 'HF_CACHE'));
