// drizzle-kit reads what a module exports by name; the tables are made from the collections' definitions.
module.exports = require('./src/store/tables.ts').tables;
