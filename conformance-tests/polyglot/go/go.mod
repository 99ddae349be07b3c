module ghbilling

go 1.26
