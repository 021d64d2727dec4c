"""A committee's own proposals. SQLite rebuilds the table and drops its triggers: they are laid again at the end."""

import django.db.models.deletion
from django.db import migrations, models

from mizan.ledger.guards import append_only, unchanged


class Migration(migrations.Migration):

    dependencies = [
        ('council', '0004_returns'),
        ('framework', '0006_cascade'),
        ('institutions', '0011_guards_of_moves'),
        ('ledger', '0013_logorigin'),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='by_committee',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals_made', to='council.committee'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='motion',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposal', to='council.motion'),
        ),
        migrations.AlterField(
            model_name='motion',
            name='becomes',
            field=models.CharField(choices=[('action', 'a new action'), ('change', 'a change of an action'), ('reply', 'a reply to a proposal'), ('assessment', 'an answer to an obligation by both sides'), ('proposal', 'a proposal to a body')], max_length=10),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='proposed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals_made', to='institutions.institution'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='proposed_side',
            field=models.CharField(choices=[('state', 'state'), ('society', 'society'), ('both', 'both sides together')], max_length=7),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('by_committee', None), ('motion', None), ('proposed_by__isnull', False), ('proposed_side__in', ('society', 'state'))), models.Q(('by_committee__isnull', False), ('motion__isnull', False), ('proposed_by', None), ('proposed_side', 'both')), _connector='OR'), name='a_proposal_is_a_bodys_or_a_committees'),
        ),
        append_only(
            "council_proposal", key="code", open_while=f"OLD.pack <> '' AND {unchanged('code', 'pack', 'made_in_id')}"
        ),
    ]
