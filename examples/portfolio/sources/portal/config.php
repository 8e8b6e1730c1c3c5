<?php
return [
    'loan_url' => getenv('LOAN_URL') ?: 'http://loan.linjiang.internal:8080',
    'cms_url' => getenv('CMS_URL') ?: 'http://cms.linjiang.internal',
    'db_host' => getenv('DB_HOST') ?: 'portal-db.linjiang.internal',
];
