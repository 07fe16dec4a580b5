import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FigureCheck',
            fields=[
                ('id', models.BigIntegerField(editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('parts', 'parts of a whole'), ('part', 'part of a whole'), ('repeated', 'given again'), ('share', 'share of a whole')], max_length=10, verbose_name='type')),
                ('agrees', models.BooleanField(verbose_name='agrees')),
                ('figures', models.JSONField(verbose_name='figures')),
                ('label', models.CharField(blank=True, max_length=100, verbose_name='printed measure')),
                ('stated', models.DecimalField(decimal_places=4, max_digits=16, verbose_name='printed value')),
                ('computed', models.DecimalField(decimal_places=4, max_digits=20, verbose_name='computed value')),
                ('terms', models.JSONField(verbose_name='terms')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figure_checks', to='articles.article', verbose_name='article')),
            ],
            options={
                'verbose_name': 'check of figures',
                'verbose_name_plural': 'checks of figures',
                'ordering': ['article', 'agrees', 'pk'],
                'indexes': [models.Index(fields=['agrees'], name='figurecheck_agrees')],
            },
        ),
    ]
