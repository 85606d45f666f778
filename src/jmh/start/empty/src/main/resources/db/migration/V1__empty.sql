create table empty (id integer primary key);
